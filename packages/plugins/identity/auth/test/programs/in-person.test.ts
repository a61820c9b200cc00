import { type AnyOperation, changes } from '@lectern/kit';
import { expect, test } from 'vitest';
import { authContract } from '../../src/contract.ts';

// Whoever acts as somebody, or holds a limited key of theirs, goes through none of the doors of the account. A new operation
// on one's own account has to be one that opens nothing to stand in this list.
const opensNothing = ['signOut', 'stopImpersonating', 'renamePasskey'];

test('what changes how an account is entered is done in person', () => {
  const open = Object.entries(authContract.operations as Record<string, AnyOperation>).filter(
    ([name, operation]) =>
      operation.spec.needs === 'self' && changes(operation) && !operation.spec.inPerson && !opensNothing.includes(name),
  );
  expect(open.map(([name]) => name)).toEqual([]);
});
