import { adviceFor } from '../../channels/advice';
import { ConfigError } from '../../../platform/errors';
import { Problem } from '../problems';

/** What is wrong in the settings themselves is told as it is: whoever asks can mend it, and trying again does not. */
export async function orRefused<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new Problem(409, 'refused', error.message, { errors: [{ code: 'settings', detail: error.message }] });
  }
}

/** What the other side says is no fault of ours, nor of the request. */
export async function orNotReached<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Problem(409, 'not-reached', `${(error as Error).message}. ${adviceFor(error as Error)}`);
  }
}
