import { ediForms } from './edi.form';
import type { Form } from './form';
import { mailForm } from './mail.form';

/** Every way in which a snapshot leaves. */
export const ALL_FORMS: readonly Form[] = [mailForm, ...ediForms];
