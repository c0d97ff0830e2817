import type { Candidate, Drift, Lost } from './drift';
import { type KnownValues, shareOfValues, targetOf } from './known';
import { isKnown, isUnknown, told } from './weigh';

/** What is proposed for a heading that is gone; null where nothing speaks clearly enough for one. */
export interface ProposedHeading {
  readonly field: string;
  readonly named: readonly string[];
  readonly shown: string;
  readonly heading: string | null;
  readonly evidence: readonly string[];
  readonly others: readonly { readonly heading: string; readonly evidence: readonly string[] }[];
}
export interface DriftProposal {
  readonly mapping: string;
  readonly version: number;
  readonly headings: readonly string[]; // of which one may be taken instead
  readonly lost: readonly ProposedHeading[];
}

const MASTERS = 3;
const ENOUGH = 2; // words, a likeness or the masters: that no other column is left proves nothing
const SHOWN = 3;

/** Weighs the candidates, with what the masters know of their values. One is proposed where it beats every other; for two headings never the same. */
export function proposalOf({ mapping, version, headings, lost }: Drift, known: KnownValues = new Map()): DriftProposal {
  const weighed = lost.map((l) => ({ ...l, candidates: weigh(l, known) }));
  const best = weighed.map(({ candidates: [first, second] }) =>
    first && first.speaks >= ENOUGH && scoreOf(first) > (second ? scoreOf(second) : 0) ? first : undefined,
  );
  return {
    ...{ mapping, version, headings },
    lost: weighed.map(({ field, named, shown, candidates }, i) => {
      const own = best[i];
      const rival = best.some((o, j) => j !== i && own !== undefined && o?.heading === own.heading && scoreOf(o!) >= scoreOf(own));
      const taken = own && !rival ? own : undefined;
      const others = candidates.filter((c) => c !== taken).slice(0, SHOWN);
      return {
        ...{ field, named, shown, heading: taken?.heading ?? null, evidence: taken?.evidence ?? [] },
        others: others.map(({ heading, evidence }) => ({ heading, evidence })),
      };
    }),
  };
}

const scoreOf = ({ speaks, beside }: Candidate): number => speaks + beside;

function weigh({ field, candidates }: Lost, known: KnownValues): Candidate[] {
  const target = targetOf(field);
  const shares = candidates.map((c) => (target && known.size > 0 ? shareOfValues(new Set(c.values), target, known) : undefined));
  const someKnown = shares.some((s) => s && isKnown(s));
  return candidates
    .flatMap((c, i): Candidate[] => {
      const share = shares[i];
      if (share && isKnown(share)) return [{ ...c, speaks: c.speaks + MASTERS, evidence: [told(share), ...c.evidence] }];
      return share && someKnown && isUnknown(share) ? [] : [c];
    })
    .sort((a, b) => scoreOf(b) - scoreOf(a));
}

/** The proposal in a sentence for whoever reads the list's problems. */
export function shownDrift({ mapping, version, lost }: DriftProposal): string {
  const [columns, none] = lost.length === 1 ? ['column', 'none of that name'] : ['columns', 'none of these names'];
  const looked = `the mapping ${mapping} (version ${version}) looks for the ${columns} ${lost.map((p) => p.shown).join(', ')}`;
  const said = `${looked}, and the list has ${none} any more`;
  const open = lost.filter((p) => p.heading === null);
  const asked = lost.flatMap((p) =>
    p.heading === null
      ? []
      : [`Is ${lost.length === 1 ? 'it' : p.shown} called ${JSON.stringify(p.heading)} now? ${p.evidence.join('; ')}.`],
  );
  if (open.length === 1) {
    const [{ shown, others }] = open as [ProposedHeading];
    const may = others.length > 1 ? `: ${others.map((o) => JSON.stringify(o.heading)).join(' or ')}?` : '?';
    asked.push(`What is ${lost.length === 1 ? 'it' : shown} called now${may}`);
  } else if (open.length > 1)
    asked.push(`What are ${open.length === lost.length ? 'they' : open.map((p) => p.shown).join(', ')} called now?`);
  return `${said}. ${asked.join(' ')}`;
}
