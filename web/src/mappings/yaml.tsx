import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { yaml } from '@codemirror/lang-yaml';
import { type Diagnostic, linter, lintGutter, forceLinting } from '@codemirror/lint';
import { defaultHighlightStyle, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { basicSetup } from 'codemirror';
import { useEffect, useRef } from 'react';
import { offered, type Schema } from './schema';

export interface Fault {
  readonly line: number;
  readonly column: number;
  readonly detail: string;
}
interface Given {
  readonly text: string;
  readonly change: (text: string) => void;
  readonly faults: readonly Fault[];
  readonly schema: Schema | null;
  readonly readOnly: boolean;
}

const LOOK = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', color: 'var(--ink)', backgroundColor: 'transparent' },
  '.cm-scroller': { fontFamily: 'ui-monospace, monospace', overflow: 'auto' },
  '.cm-gutters': { backgroundColor: 'var(--soft)', color: 'var(--faint)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--chosen)' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-lineNumbers': { minWidth: '2rem' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-tooltip': { backgroundColor: 'var(--soft)', color: 'var(--ink)', border: '1px solid var(--line)' },
  '&.cm-focused': { outline: '2px solid var(--accent)' },
});

/** The colours of the page in place of its own, which nobody could read on a dark ground. */
const OURS: Readonly<Record<string, string>> = { '#00c': 'var(--accent)', '#940': 'var(--faint)', '#a11': 'var(--good)', '#e40': 'var(--good)', '#164': 'var(--warn)' }; // prettier-ignore
const COLOURS = HighlightStyle.define(
  defaultHighlightStyle.specs.map((s) => (s.color ? { ...s, color: OURS[String(s.color)] ?? 'var(--ink)' } : s)),
);

/**
 * The same mapping as a text. It stands in a shadow tree: there its styles are adopted sheets, and in the page they would be style
 * elements, which the policy refuses.
 */
export default function Yaml({ text, change, faults, schema, readOnly }: Given) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const now = useRef({ change, faults, schema });
  const written = useRef(new Set<string>()); // here, and comes back later than the next letter: it must not undo that one
  now.current = { change, faults, schema };
  useEffect(() => {
    const root = host.current!.shadowRoot ?? host.current!.attachShadow({ mode: 'open' });
    const editor = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: text,
        extensions: [
          basicSetup,
          yaml(),
          LOOK,
          syntaxHighlighting(COLOURS),
          lintGutter(),
          linter((v) => now.current.faults.map((f) => diagnosed(v, f))),
          autocompletion({ override: [(context) => completed(context, now.current.schema)] }),
          EditorState.readOnly.of(readOnly),
          EditorView.contentAttributes.of({ 'aria-label': 'The mapping as YAML', tabindex: '0' }),
          EditorView.updateListener.of((u) => {
            if (!u.docChanged) return;
            written.current.add(u.state.doc.toString());
            now.current.change(u.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, [readOnly]); // the text of a moment ago is set below
  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    if (editor.state.doc.toString() === text) return written.current.clear();
    if (written.current.has(text)) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
  }, [text]);
  useEffect(() => {
    if (view.current) forceLinting(view.current);
  }, [faults]);
  // What is written here is no single key of the screen: outside, nobody can tell that it is a field.
  return <div ref={host} className="yaml" onKeyDown={(e) => !e.ctrlKey && !e.metaKey && e.nativeEvent.stopPropagation()} />;
}

function diagnosed({ state }: EditorView, { line, column, detail }: Fault): Diagnostic {
  const at = state.doc.line(Math.min(state.doc.lines, Math.max(1, line)));
  const from = Math.min(at.to, at.from + column - 1);
  return { from, to: Math.max(from, at.to), severity: 'error', message: detail };
}

function completed(context: CompletionContext, schema: Schema | null): CompletionResult | null {
  const { state, pos, explicit } = context;
  const line = state.doc.lineAt(pos);
  const word = /[\w-]*$/.exec(line.text.slice(0, pos - line.from))![0];
  if (schema === null || (word === '' && !explicit)) return null;
  const options = offered(schema, state.doc.toString().slice(0, pos));
  return options.length === 0 ? null : { from: pos - word.length, options: options.map((o) => ({ label: o.label, detail: o.detail, type: o.value ? 'enum' : 'property', apply: o.value ? o.label : `${o.label}: ` })) }; // prettier-ignore
}
