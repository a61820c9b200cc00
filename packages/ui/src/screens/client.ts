/**
 * What a screen calls the school with. Left open on purpose: whoever binds screens to a client says so once, by merging,
 * and every `load` and every Page then sees its operations:
 *
 *     declare module '@lectern/ui/client' { interface ScreenClient extends Client {} }
 *
 * ui itself only hands it on, so any client is one.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging, which a type alias does not allow
export interface ScreenClient {}
