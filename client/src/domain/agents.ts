import AdminPanelSettingsOutlined from '@mui/icons-material/AdminPanelSettingsOutlined';
import BadgeOutlined from '@mui/icons-material/BadgeOutlined';
import BlockRounded from '@mui/icons-material/BlockRounded';
import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded';
import MailOutlineRounded from '@mui/icons-material/MailOutlineRounded';
import SupervisorAccountOutlined from '@mui/icons-material/SupervisorAccountOutlined';
import type { Agent } from '@besahubs/contracts/agents';
import { roles } from '@besahubs/contracts/common';
import type { StatusLook } from '../components/StatusChip';
import { toOptions } from './options';

export const roleOptions = toOptions(roles);
export const agentStatusOptions = [
  { value: 'active', label: 'Active' },
  { value: 'invited', label: 'Invited' },
  { value: 'disabled', label: 'Deactivated' },
];

export const agentStatusLooks: Record<Agent['status'], StatusLook> = {
  active: { label: 'Active', tone: 'success', icon: CheckCircleOutlineRounded },
  invited: { label: 'Invited', tone: 'info', icon: MailOutlineRounded },
  disabled: { label: 'Deactivated', tone: 'neutral', icon: BlockRounded },
};
export const roleLooks: Record<Agent['role'], StatusLook> = {
  admin: { label: 'Admin', tone: 'accent', icon: AdminPanelSettingsOutlined },
  manager: { label: 'Manager', tone: 'info', icon: SupervisorAccountOutlined },
  agent: { label: 'Agent', tone: 'neutral', icon: BadgeOutlined },
};

/** What a role may do, in one line each; for the people who give roles. */
export const roleMeanings: Record<Agent['role'], string> = {
  admin: 'Sees and changes everything, people and settings included.',
  manager: 'Sees and changes what their teams own, and invites agents to them.',
  agent: 'Works on their own records and on those shared with them.',
};

/** How far a goal is reached, in whole percent; null without a goal. */
export function goalPercent(closed: number, goal: number | null): number | null {
  return goal ? Math.round((closed / goal) * 100) : null;
}
