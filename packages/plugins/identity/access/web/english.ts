export const english = {
  group: 'People',
  roles: 'Roles',
  'role.new': 'New role',
  review: 'Who may do what',
  why: 'Why somebody may',
  here: 'Who may do what here',
} as const;
