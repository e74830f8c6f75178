import { queryOptions, useMutation } from '@tanstack/react-query';
import type { Agent, Team, TeamInput } from '@besahubs/contracts/agents';
import type { RecordSource } from '../components/list/types';
import { toast } from '../components/toast';
import { agents } from './agents';
import { api } from './client';
import { queryClient } from './queryClient';

const TEAMS = 'teams';

/** All teams, by name. There are few, so they come at once. */
export const teamList = queryOptions({
  queryKey: [TEAMS, 'list'],
  queryFn: ({ signal }) => api.get<Team[]>('/teams', undefined, signal),
});

const refetch = () => queryClient.invalidateQueries({ queryKey: [TEAMS] });
const known = () => queryClient.ensureQueryData(teamList);

/** For pickers and filters. */
export const teamSource: RecordSource = {
  name: TEAMS,
  one: 'Team',
  search: async (q) => {
    const items = (await known()).filter(({ name }) => name.toLowerCase().includes(q.toLowerCase()));
    return { items, total: items.length };
  },
  load: async (id) => {
    const team = (await known()).find((each) => each.id === id);
    return team ?? { id, name: 'A team that is no more' };
  },
};

/** For forms: errors go to their fields. */
export const createTeam = async (input: TeamInput): Promise<Team> => {
  const team = await api.post<Team>('/teams', input);
  await refetch();
  return team;
};
export const updateTeam = async (id: string, patch: Partial<TeamInput>): Promise<Team> => {
  const team = await api.patch<Team>(`/teams/${id}`, patch);
  await Promise.all([refetch(), queryClient.invalidateQueries({ queryKey: ['agents'] })]);
  return team;
};

/** Only a team without members goes, so nothing is lost by making it anew: that is what Undo does. */
export const useDeleteTeam = () =>
  useMutation({
    mutationFn: ({ id }: Team) => api.delete<null>(`/teams/${id}`),
    onSuccess: (_data, { name, office, market, manager }) => {
      toast.undo(`Deleted ${name}`, () => {
        createTeam({ name, office, market, managerId: manager?.id ?? null }).catch((error: unknown) =>
          toast.error(error),
        );
      });
    },
    onError: (error) => toast.error(error),
    onSettled: refetch,
  });

async function place(id: string, teamId: string | null): Promise<Agent> {
  const agent = await api.patch<Agent>(`/agents/${id}`, { teamId });
  await Promise.all([refetch(), agents.invalidate()]);
  return agent;
}

/** Puts somebody on another team, or on none; what they own goes with them. Undo puts them back. */
export const useMoveToTeam = () =>
  useMutation({
    mutationFn: ({ agent, teamId }: { agent: Agent; teamId: string | null }) => place(agent.id, teamId),
    onSuccess: (moved, { agent }) => {
      const where = moved.team ? `to ${moved.team.name}` : 'out of the team';
      toast.undo(`Moved ${moved.name} ${where}`, () => {
        place(agent.id, agent.team?.id ?? null).catch((error: unknown) => toast.error(error));
      });
    },
    onError: (error) => toast.error(error),
  });
