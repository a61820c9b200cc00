// The real school for proofs of the server. By path: the server knows no domain, so it may not depend on this package.
export { academy } from '../../../plugins/academy/all/src/index.ts';
