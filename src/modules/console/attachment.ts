/** RFC 6266: plain letters for old readers, the whole name for others. */
export function attachment(name: string): string {
  const plain = name.replace(/[^\w. ()-]/g, '_');
  const whole = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
