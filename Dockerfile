# syntax=docker/dockerfile:1
# glibc on purpose: on Alpine the packages of the lockfile that hold Node and PostgreSQL cannot run.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY tools ./tools
RUN npm ci --no-audit
COPY .swcrc ./
COPY src ./src
COPY web ./web
RUN npm run build && npm prune --omit=dev --omit=optional --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    CROSSCOUNT_HOME=/data \
    CROSSCOUNT_HOST=0.0.0.0
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json ./
COPY config ./config
COPY docs/operations/licences.md ./docs/operations/
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8460
# The first start migrates; until it answers it is not unhealthy but starting.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8460/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# exec form: signals reach the gateway, and it has its 20 s
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "--enable-source-maps", "dist/cli.js"]
CMD ["serve"]
