import type { Flags, Me } from '@besahubs/contracts/auth';
import type { User } from '../models/User';
import { personName, pick } from './refs';

export const presentMe = (user: User, flags: Flags): Me => ({
  ...pick(user, ['id', 'email', 'firstName', 'lastName', 'role', 'teamId', 'timezone', 'title', 'phone']),
  name: personName(user),
  flags,
});
