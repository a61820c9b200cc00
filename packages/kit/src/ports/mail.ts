export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}
/** Sends once asked, or throws; retrying is the job's business. */
export interface MailPort {
  /** Mail leaves this machine. Without a server for it every mail is a file that only its owner reads. */
  readonly delivers: boolean;
  send(mail: Mail): Promise<void>;
  check(): Promise<void>;
}
