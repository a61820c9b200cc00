// The browser's verifier and the command line's are two programs on purpose: here they have to agree.
import { accessPlugin } from '@lectern/access';
import { authPlugin } from '@lectern/auth';
import { organizationsPlugin } from '@lectern/organizations';
import { faultOfProof } from '@lectern/server/audit-proof';
import { testScenarios } from '@lectern/server/testing';
import { usersPlugin } from '@lectern/users';
import { usersContract } from '@lectern/users/contract';
import { expect } from 'vitest';
import { auditContract } from '../src/contract.ts';
import { auditPlugin } from '../src/plugin.ts';
import { notedHead } from '../web/proof/head.ts';
import { isConsistent } from '../web/proof/tree.ts';
import { holds, type Proof, verified } from '../web/proof/verify.ts';

const { list, prove, head, consistency } = auditContract.operations;
const { create } = usersContract.operations;

testScenarios(
  auditPlugin,
  (test) => {
    test('a proof holds in a browser where it holds on the command line, and nothing of it can be changed', async (school) => {
      const owner = await school.person('owner');
      for (let i = 0; i < 6; i++) await owner.call(create, { name: 'Somebody', email: `p${i}@example.org` });
      await owner.call(head); // seals
      const { items } = await owner.call(list, { operation: 'users.create' });
      for (const { id } of items) {
        const proof = await owner.call(prove, { entryId: id });
        expect(await verified(proof)).toMatchObject({ inclusion: true, signature: true });
        expect(faultOfProof(proof)).toBeUndefined();
        // Red for each of these when `verified` leaves its value out of the leaf, or the head unread.
        const forged: Proof[] = [
          { ...proof, entry: { ...proof.entry, operation: 'users.remove' } },
          { ...proof, entry: { ...proof.entry, actor: 'somebody-else' } },
          { ...proof, entry: { ...proof.entry, facts: { ...proof.entry.facts, digest: 'other' } } },
          { ...proof, entry: { ...proof.entry, organization: 'another' } },
          { ...proof, leafIndex: (proof.leafIndex + 1) % proof.head.size },
          { ...proof, head: { ...proof.head, size: proof.head.size + 1 } },
          { ...proof, head: { ...proof.head, at: '2020-01-01T00:00:00.000Z' } },
          { ...proof, origin: { address: '203.0.113.9', salt: 'none' } },
        ];
        for (const one of forged) {
          expect(holds(await verified(one))).toBe(false);
          expect(faultOfProof(one)).toBeDefined();
        }
      }
    });

    test('a head that was written down is read back, and the log leads on from it', async (school) => {
      const owner = await school.person('owner');
      await owner.call(create, { name: 'Somebody', email: 'one@example.org' });
      const { head: older } = await owner.call(head);
      for (let i = 0; i < 4; i++) {
        await owner.call(create, { name: 'Somebody', email: `more${i}@example.org` });
        const { head: newer } = await owner.call(head);
        const { path } = await owner.call(consistency, { older: older!.size, newer: newer!.size });
        expect(notedHead(older!.note)).toMatchObject({ size: older!.size, root: older!.root });
        expect(notedHead(JSON.stringify(older))).toEqual(notedHead(older!.note));
        expect(await isConsistent(notedHead(older!.note)!, newer!, path)).toBe(true);
        expect(await isConsistent({ size: older!.size, root: '0'.repeat(64) }, newer!, path)).toBe(false);
      }
      for (const wrong of ['', 'lectern.audit/x\nmany\nroot', '{"size":1}', '{', 'A letter\n7\nto somebody'])
        expect(notedHead(wrong)).toBeUndefined();
    });
  },
  { among: [organizationsPlugin, usersPlugin, accessPlugin, authPlugin, auditPlugin] },
);
