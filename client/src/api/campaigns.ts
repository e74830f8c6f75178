import { keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';
import type {
  Audience,
  Campaign,
  CampaignInput,
  CampaignPatch,
  CampaignPreview,
  CampaignRecipient,
} from '@besahubs/contracts/campaigns';
import type { Page } from '@besahubs/contracts/common';
import type { EmailLog } from '@besahubs/contracts/email';
import { api } from './client';
import type { Query } from './client';
import { queryClient } from './queryClient';
import { defineResource } from './resource';

export const campaigns = defineResource<Campaign, CampaignInput, CampaignPatch>('campaigns', {
  one: 'Campaign',
});

/** Who would get it now, and who not and why. */
export const campaignAudience = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', 'audience', id],
    queryFn: ({ signal }) => api.get<Audience>(`/campaigns/${id}/audience`, undefined, signal),
    retry: false,
  });

/** Who was chosen at launch, and how far each has come. */
export const campaignRecipients = (id: string, query: Query) =>
  queryOptions({
    queryKey: ['campaigns', 'recipients', id, query] as QueryKey,
    queryFn: ({ signal }) => api.get<Page<CampaignRecipient>>(`/campaigns/${id}/recipients`, query, signal),
    placeholderData: keepPreviousData,
  });

/** The mail as one contact would get it; without one, as a made-up person would. */
export const campaignPreview = (id: string, contactId: string | null) =>
  queryOptions({
    queryKey: ['campaigns', 'preview', id, contactId],
    queryFn: () => api.post<CampaignPreview>(`/campaigns/${id}/preview`, contactId ? { contactId } : {}),
    placeholderData: keepPreviousData,
    retry: false,
  });

/** What changes a campaign's state. */
export type CampaignStep = 'send' | 'schedule' | 'pause' | 'cancel' | 'approve' | 'resend-unknown';

export const useCampaignStep = (id: string) =>
  useMutation({
    mutationFn: ({ step, body = {} }: { step: CampaignStep; body?: object }) =>
      api.post<Campaign>(`/campaigns/${id}/${step}`, body),
    onSuccess: (campaign) => {
      queryClient.setQueryData(campaigns.keys.record(id), campaign);
    },
    onSettled: () => void campaigns.invalidate(),
  });

export const useCampaignTest = (id: string) =>
  useMutation({
    mutationFn: (body: { to?: string; contactId?: string }) =>
      api.post<EmailLog>(`/campaigns/${id}/test`, body),
  });
