export const errors = {
  lastOwner: {
    code: 'access.last_owner',
    status: 409,
    message: 'A school needs an owner who stays. Make somebody else an owner first, without an end.',
  },
  unknownPerson: { code: 'access.unknown_person', status: 404, message: 'There is no such person in this school.' },
  unknownTeam: { code: 'access.unknown_team', status: 404, message: 'There is no such team in this school.' },
  unknownRole: {
    code: 'access.unknown_role',
    status: 404,
    message: 'There is no such role in this school. access.roles lists them.',
  },
  unknownPermission: {
    code: 'access.unknown_permission',
    status: 422,
    message: 'No loaded plugin has such a permission. access.permissions lists them.',
  },
  notYours: {
    code: 'access.not_yours_to_give',
    status: 403,
    message: 'Nobody gives, denies or takes what they do not have there themselves, for as long.',
  },
  nameTaken: { code: 'access.name_taken', status: 409, message: 'A role of this school has that name.' },
  builtIn: {
    code: 'access.built_in',
    status: 409,
    message: 'This role comes with Lectern and stays as it is. Make one of your own with what you need.',
  },
  roleInUse: {
    code: 'access.role_in_use',
    status: 409,
    message: 'Somebody has this role. Take it from them first, or confirm that it goes from all.',
  },
  locksOut: {
    code: 'access.locks_out',
    status: 409,
    message:
      'Who gives roles in the whole school is not denied that: the school could be left with nobody who does. Take the role instead.',
  },
} as const;
