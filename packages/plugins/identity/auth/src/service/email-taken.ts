import { Refusal, refuse } from '@lectern/kit';
import { errors as usersErrors } from '@lectern/users/contract';
import { errors } from '../contract.ts';

/** The operations of this plugin promise its own problems: `auth.email_taken` says to sign in instead. */
export async function emailTakenAsOurs<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Refusal && error.problem.code === usersErrors.emailTaken.code)
      return refuse(errors.emailTaken, error.details);
    throw error;
  }
}
