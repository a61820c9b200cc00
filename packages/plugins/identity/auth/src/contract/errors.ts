/** What this plugin refuses; parts with many refusals of their own keep them beside their operations. */
export const errors = {
  wrongCredentials: {
    code: 'auth.wrong_credentials',
    status: 401,
    message: 'Address and password do not belong together.',
  },
  tooManyAttempts: {
    code: 'auth.too_many_attempts',
    status: 429,
    message: 'Too many tries. Wait a quarter of an hour and try again.',
  },
  linkUsed: {
    code: 'auth.link_not_valid',
    status: 410,
    message: 'This link was used already or is too old. Ask for a new one: lms user link EMAIL.',
  },
  signUpClosed: {
    code: 'auth.sign_up_closed',
    status: 403,
    message: 'This school does not take sign-ups. Ask its owner for an invitation.',
  },
  notVouchedFor: {
    code: 'auth.not_vouched_for',
    status: 401,
    message: 'This token does not let anybody in. The application that signed it has to sign a new one.',
  },
  emailTaken: {
    code: 'auth.email_taken',
    status: 409,
    message: 'There is an account with this address. Sign in instead.',
  },
  belongsElsewhere: {
    code: 'auth.belongs_elsewhere',
    status: 409,
    message:
      'This person belongs to another school too, so how they sign in is theirs alone. They help themselves: Forgotten your password?',
  },
} as const;
