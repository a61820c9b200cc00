import type { FirstSteps } from '@lectern/kit';

/** Those of the demo data's people whose roles differ. Everybody knows the password. */
export const signIns = {
  owner: 'solveig@halden.example',
  instructor: 'marta@halden.example',
  learner: 'ana@halden.example',
  password: 'lectern-demo-2026',
} as const;

/** With these the demo data of all plugins is sown. */
export const demoSchool: FirstSteps = {
  schoolName: 'Halden Evening School',
  owner: { name: 'Solveig Brandt', email: signIns.owner, password: signIns.password },
};
