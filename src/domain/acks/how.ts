import { z } from 'zod';

/** Section `edi.acknowledge`: what a supplier is answered, and whether it leaves. */
export const acknowledgeWords = {
  groups: z.enum(['none', '997', '999']).describe('what X12 groups are answered with'),
  ta1: z
    .enum(['asked', 'always', 'never'])
    .describe('where ISA14 asks for a TA1, and where nothing else could say that an interchange was rejected; always; never'),
  contrl: z.enum(['asked', 'always', 'never']).describe('EDIFACT: where UNB asks for a CONTRL; always; never'),
  content: z
    .enum(['none', 'faults'])
    .describe('an 824 or APERAK where lines could not be matched or values not be used: faults; else none'),
  leave: z.enum(['preview', 'send']).describe('made and shown by "crosscount acks" and the API only, or sent as well'),
};
export const withinHours = z.number().positive().describe('within which an answer to what we send is expected; a day when absent');
export type Acknowledge = { readonly [K in keyof typeof acknowledgeWords]: z.infer<(typeof acknowledgeWords)[K]> };
