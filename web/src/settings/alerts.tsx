import { YamlSection } from './yaml-section';

const EXAMPLE = `alerts:
  to: [planning@acme.example]
  digest_at: "07:30"
  timezone: Europe/Berlin
  quiet: { from: "19:00", to: "06:30", passes: [critical] }
  routes:
    - { name: brakes, suppliers: [NORD], to: [anna@acme.example] }
`;
/** Who hears of what, and when. */
export function Alerts() {
  return (
    <>
      <p>
        What is <code>at_once</code> or worse does not wait; everything else stands in the digest. The first route that takes a case has it,
        and what none takes goes to <code>to</code>. Nothing can be mailed without the section <code>mail</code>.
      </p>
      <YamlSection section="alerts" example={EXAMPLE} />
    </>
  );
}
