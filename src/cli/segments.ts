/** EDI as it is written, a segment a line: by the terminator that stands last, and with that of its UNA. */
export function segmentsOf(content: string): string[] {
  if (content === '') return [];
  const end = content.at(-1)!;
  const lines = content.split(end).slice(0, -1);
  return content.startsWith('UNA') ? [`${lines[0]!}${end}`, ...lines.slice(1)] : lines;
}
