export const errors = {
  quotaReached: {
    code: 'organizations.quota_reached',
    status: 409,
    message: 'The school has reached a limit that was set for it. Whoever runs the installation can raise it.',
  },
  suspended: {
    code: 'organizations.suspended',
    status: 423,
    message: 'This school is closed for the time being. Whoever runs the installation can open it again.',
  },
  addressTaken: {
    code: 'organizations.address_taken',
    status: 409,
    message: 'Another school has this address. Choose a different one.',
  },
  domainTaken: {
    code: 'organizations.domain_taken',
    status: 409,
    message: 'Another school has this domain.',
  },
  domainElsewhere: {
    code: 'organizations.domain_elsewhere',
    status: 409,
    message:
      'The domain does not lead here yet. Point it to this server (an A, AAAA or CNAME record), wait a few minutes and try again.',
  },
  mailDomainNotShown: {
    code: 'organizations.mail_domain_not_shown',
    status: 409,
    message:
      'The domain is not shown to be yours yet. Set the TXT record where you manage it, wait a few minutes and look again.',
  },
  notThere: {
    code: 'organizations.not_below',
    status: 409,
    message: 'A school cannot be moved below itself or below one of its own.',
  },
  hasSchools: {
    code: 'organizations.has_schools',
    status: 409,
    message: 'There are schools below it. Move or delete them first.',
  },
  erased: {
    code: 'organizations.erased',
    status: 410,
    message: 'Its time to be restored is over: what was in it is gone or going.',
  },
  settingLocked: {
    code: 'organizations.setting_locked',
    status: 409,
    message:
      'A school above this one has locked it, for itself and all below. Whoever looks after that school can change or unlock it.',
  },
  notAPicture: {
    code: 'organizations.not_a_logo',
    status: 415,
    message: 'A logo is a PNG, JPEG or WebP picture of at most 512 kB and 2,000 pixels a side.',
  },
} as const;
