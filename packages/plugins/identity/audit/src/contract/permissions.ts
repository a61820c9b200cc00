export const reading = { permission: 'audit.read' } as const;
export const keeping = { permission: 'audit.hold' } as const;
