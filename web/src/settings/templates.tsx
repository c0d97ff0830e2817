import { YamlSection } from './yaml-section';

const EXAMPLE = `replies:
  leave: preview # send: it leaves by itself; off: none is made
  accepted: first
  contact: Anna Schmidt, +49 40 1234
`;
/** What suppliers hear of what they sent, and when. */
export function Templates() {
  return (
    <>
      <p>
        The texts themselves are files, a line each, by language: <code>config/replies/de/mail.txt</code> and <code>problems.txt</code> in
        the folder of the gateway. A line there stands in the place of ours; a language of your own needs all of them. What a reply looks
        like is seen under Documents, in each document.
      </p>
      <YamlSection section="replies" example={EXAMPLE} />
    </>
  );
}
