import { html, Html } from './html';

/**
 * The frame of every mail. Tables and styles in the tags, since mail programs know little else; one column that is never wider
 * than its window, so that a telephone shows it as it is.
 */
export function page(subject: string, heading: string, lead: string, body: readonly Html[], why: readonly string[]): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${subject}</title>
        <style>
          a {
            color: #0b5cad;
          }
          @media (prefers-color-scheme: dark) {
            .page {
              background: #15181c !important;
            }
            .card {
              background: #1f242a !important;
              border-top-color: #363d45 !important;
              border-right-color: #363d45 !important;
              border-bottom-color: #363d45 !important;
            }
            .ink {
              color: #eef1f4 !important;
            }
            .soft {
              color: #a9b3bd !important;
            }
            .well {
              background: #2a3038 !important;
            }
            .line {
              border-color: #363d45 !important;
            }
            .critical {
              color: #ff8177 !important;
            }
            .high {
              color: #ffae63 !important;
            }
            .button {
              background: #2f7dd1 !important;
            }
            a {
              color: #7db8f5;
            }
          }
          @media (max-width: 420px) {
            .gutter {
              padding-left: 12px !important;
              padding-right: 12px !important;
            }
            .number {
              font-size: 18px !important;
            }
          }
        </style>
      </head>
      <body class="page" style="margin:0;padding:0;background:#eef1f4;-webkit-text-size-adjust:100%">
        <div style="display:none;max-height:0;overflow:hidden">${lead}</div>
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="page" style="background:#eef1f4">
          <tr>
            <td align="center" class="gutter" style="padding:20px 16px">
              <table
                role="presentation"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                style="max-width:600px;font:15px/1.45 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#1b2229;text-align:left"
              >
                <tr>
                  <td class="soft" style="padding:0 4px 10px;font-size:13px;letter-spacing:.04em;color:#5c6873">CROSSCOUNT</td>
                </tr>
                <tr>
                  <td class="ink" style="padding:0 4px 2px;font-size:24px;line-height:1.25;font-weight:700;color:#1b2229">${heading}</td>
                </tr>
                <tr>
                  <td class="soft" style="padding:0 4px 16px;color:#5c6873">${lead}</td>
                </tr>
                ${body}
                <tr>
                  <td
                    class="soft line"
                    style="padding:16px 4px 0;border-top:1px solid #d5dbe1;font-size:12px;line-height:1.5;color:#5c6873"
                  >
                    ${why.map((w) => html`<p style="margin:0 0 6px">${w}</p>`)}
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html> `.text;
}

export const section = (name: string, note: string | null = null): Html =>
  html`<tr>
    <td class="ink" style="padding:14px 4px 8px;font-size:17px;font-weight:700;color:#1b2229">
      ${name}${note !== null && html`<span class="soft" style="font-weight:400;color:#5c6873"> · ${note}</span>`}
    </td>
  </tr> `;

export const card = (colour: string, inside: readonly Html[]): Html =>
  html`<tr>
    <td style="padding:0 0 12px">
      <table
        role="presentation"
        width="100%"
        cellpadding="0"
        cellspacing="0"
        class="card"
        style="background:#ffffff;border:1px solid #d5dbe1;border-left:4px solid ${colour};border-radius:6px"
      >
        <tr>
          <td class="gutter" style="padding:14px 16px">${inside}</td>
        </tr>
      </table>
    </td>
  </tr> `;

export const list = (lines: readonly string[]): Html =>
  card('#d5dbe1', [
    html`${lines.map((l) => html`<div class="ink" style="padding:2px 0;font-size:14px;color:#1b2229;overflow-wrap:anywhere">${l}</div>`)}`,
  ]);
