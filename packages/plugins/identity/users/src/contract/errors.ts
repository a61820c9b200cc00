export const errors = {
  emailTaken: { code: 'users.email_taken', status: 409, message: 'Somebody has an account with this address.' },
} as const;
