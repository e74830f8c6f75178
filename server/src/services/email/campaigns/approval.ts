import type { Campaign } from '../../../models/Campaign';
import { CampaignRecipient } from '../../../models/CampaignRecipient';
import { Team } from '../../../models/Team';
import { User } from '../../../models/User';
import type { TxCtx } from '../../context';
import { notify } from '../../notifications/notify';
import type { AudienceSource } from './audience';
import { audienceOf } from './audience';

export interface Size {
  /** Whom it would go to; null when it has begun: then it goes on with whom it has. */
  recipients: number | null;
  /** An agent's send, too large to go without a manager's yes. */
  large: boolean;
}

/** How large the send would be now. */
export async function sizeOf({ transaction }: TxCtx, source: AudienceSource): Promise<Size> {
  const begun = await CampaignRecipient.count({ where: { campaignId: source.id }, transaction });
  if (begun) return { recipients: null, large: false };
  const { recipients, needsApproval } = await audienceOf(source, transaction);
  return { recipients, large: needsApproval };
}

/** Asks the team's manager; admins where there is none. */
export async function askForApproval(tx: TxCtx, campaign: Campaign, title: string): Promise<void> {
  const { transaction } = tx;
  const team = campaign.teamId ? await Team.findByPk(campaign.teamId, { transaction }) : null;
  const admins = team?.managerId
    ? []
    : await User.findAll({ where: { role: 'admin', status: 'active' }, attributes: ['id'], transaction });
  const approvers = team?.managerId ? [team.managerId] : admins.map(({ id }) => id);
  for (const userId of approvers) {
    await notify(tx, {
      userId,
      kind: 'campaign.approval',
      title,
      resource: 'campaigns',
      resourceId: campaign.id,
    });
  }
}
