export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}
/** Sends once asked, or throws; retrying is the job's business. */
export interface MailPort {
  send(mail: Mail): Promise<void>;
  check(): Promise<void>;
}
