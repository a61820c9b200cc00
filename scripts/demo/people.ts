// The three sign-ins that `npm start` prints, out of the demo data of the identity plugins.
const password = 'lectern-demo-2026';
export const owner = { name: 'Solveig Brandt', email: 'solveig@halden.example', password };
export const teacher = { name: 'Marta Lindqvist', email: 'marta@halden.example', password };
export const learner = { name: 'Ana Ibarra', email: 'ana@halden.example', password };
