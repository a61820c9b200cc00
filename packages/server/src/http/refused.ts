import { type Problem, Refusal, type RefusalDetails } from '@lectern/kit';

/** Carries headers of the answer that says so. */
export class Refused extends Refusal {
  readonly headers: Readonly<Record<string, string>>;
  constructor(headers: Readonly<Record<string, string>>, problem: Problem, details?: RefusalDetails) {
    super(problem, details);
    this.headers = headers;
  }
}
