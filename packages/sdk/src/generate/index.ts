export { type Breaking, breakingChanges } from './breaking.ts';
export { type Described, type DescribedOperation, describe, type Schema } from './document.ts';
export { clientModule, clientTypes, operationTable } from './write.ts';
