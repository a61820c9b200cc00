import { z } from 'zod';

/** The same in every language that screens speak. */
export const Words = z.record(z.string(), z.string()).describe('By language tag; `en` is always there');
export const read = { permission: 'installation.read' } as const;
export const manage = { permission: 'installation.manage' } as const;
