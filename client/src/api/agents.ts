import type { Agent, AgentInput, AgentPatch } from '@besahubs/contracts/agents';
import { defineResource } from './resource';

/** The firm's users, as the directory shows them; owners and assignees are picked from here. */
export const agents = defineResource<Agent, AgentInput, AgentPatch>('agents', { one: 'Agent' });
