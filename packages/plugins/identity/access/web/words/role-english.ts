export const english = {
  owner: 'Owner',
  admin: 'Admin',
  manager: 'Manager',
  instructor: 'Teacher',
  'teaching-assistant': 'Teaching assistant',
  reviewer: 'Reviewer',
  moderator: 'Moderator',
  'support-agent': 'Support agent',
  learner: 'Learner',
  guest: 'Guest',
} as const;
