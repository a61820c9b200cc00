// How whoever runs an organization that has come from elsewhere gets into it: passwords do not travel.
import { slot } from '../contract/service.ts';

export interface WayIn {
  /** Of the organization of the scope. @returns ids of who runs it */
  owners(): Promise<string[]>;
  /** In a unit of work. @returns the path of a one-time link by which they come in */
  linkFor(userId: string): Promise<string>;
}
export const wayInSlot = slot<WayIn>('kernel.way-in', 'Lets owners into an organization that came from elsewhere');
