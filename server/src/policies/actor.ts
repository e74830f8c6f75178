import type { Role } from '@besahubs/contracts/common';

/** Who acts. HTTP, sockets and jobs all bring one; every policy reads nothing else about the caller. */
export interface Actor {
  id: string;
  name: string;
  role: Role;
  teamId: string | null;
  /** The actor's own team and, for a manager, the teams they manage. */
  teamIds: string[];
  /** IANA zone: decides what "today" means for this person. */
  timezone: string;
}
