import { useMutation } from '@tanstack/react-query';
import type { Agent, AgentInput, AgentPatch } from '@besahubs/contracts/agents';
import type { Page } from '@besahubs/contracts/common';
import type { RecordSource } from '../components/list/types';
import { toast } from '../components/toast';
import { api } from './client';
import { queryClient } from './queryClient';
import { defineResource } from './resource';

/** The firm's users, as the directory shows them; owners and assignees are picked from here. */
export const agents = defineResource<Agent, AgentInput, AgentPatch>('agents', { one: 'Agent' });

/** Those who may lead a team, for pickers. */
export const leaders: RecordSource = {
  name: 'leaders',
  one: 'Manager',
  search: (q, signal) =>
    api.get<Page<Agent>>('/agents', { q, role: 'manager,admin', status: 'active', pageSize: 12 }, signal),
  load: agents.load,
};

/** Sends the invitation again, with a new link; the link before stops working. */
export const useInviteAgain = () =>
  useMutation({
    mutationFn: (id: string) => api.post<Agent>(`/agents/${id}/invite`),
    onSuccess: ({ email }) => {
      toast.success(`A new invitation is on its way to ${email}`);
    },
    onError: (error) => toast.error(error),
  });

const setActive = async (id: string, active: boolean): Promise<Agent> => {
  const agent = await api.patch<Agent>(`/agents/${id}`, { active });
  queryClient.setQueryData(agents.keys.record(id), agent);
  await agents.invalidate();
  return agent;
};

/** Takes away or gives back access, with a toast that offers Undo. */
export const useSetActive = () =>
  useMutation({
    mutationFn: ({ id, active }: { id: string; active: boolean }) => setActive(id, active),
    onSuccess: ({ name }, { id, active }) => {
      toast.undo(`${active ? 'Reactivated' : 'Deactivated'} ${name}`, () => {
        setActive(id, !active).catch((error: unknown) => toast.error(error));
      });
    },
    onError: (error) => toast.error(error),
  });
