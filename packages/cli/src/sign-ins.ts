/** Those of the demo data's people whose roles differ. Everybody knows the password. */
export const signIns = {
  owner: 'solveig@halden.example',
  instructor: 'marta@halden.example',
  learner: 'ana@halden.example',
  password: 'lectern-demo-2026',
} as const;
