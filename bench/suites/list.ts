import type pg from 'pg';
import type { Role } from '../../contracts/src/common';
import { get, READ_LIMIT } from '../case';
import type { BenchCase } from '../case';
import { TAGS } from '../data/people';

type Params = Record<string, string | number>;

const listCase = (resource: string, name: string, as: Role, variants: Params[]): BenchCase => ({
  name: `${resource}: ${name}`,
  as,
  requests: variants.map((params) => {
    const search = Object.entries(params).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
    return get(`/${resource}?${search.join('&')}`);
  }),
  limit: READ_LIMIT,
});

const WORDS = ['brook', 'ashford', 'ruth', 'dallas', 'stone emma', 'principal'];
const DEAL_WORDS = ['plaza', 'ashford tower', 'medical', 'brook', 'referral', 'suite 101'];
const STAGES = [
  'prospect',
  'pursuit',
  'engaged',
  'marketing',
  'loi',
  'negotiation',
  'contract',
  'won',
  'lost',
];

/** Lists as people use them: filtered, sorted, searched, and far down; by each role where its scope matters. */
export async function listCases(pool: pg.Pool): Promise<BenchCase[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM "User" WHERE role = 'agent' ORDER BY email LIMIT 8`,
  );
  const owners = rows.map(({ id }) => id);
  const contact = (name: string, as: Role, variants: Params[]) => listCase('contacts', name, as, variants);
  const deal = (name: string, as: Role, variants: Params[]) => listCase('deals', name, as, variants);
  return [
    contact('newest', 'admin', [{}]),
    contact('newest', 'manager', [{}]),
    contact('newest', 'agent', [{}]),
    contact(
      'by owner, newest',
      'admin',
      owners.map((ownerId) => ({ ownerId })),
    ),
    contact(
      'by tag, newest',
      'admin',
      TAGS.map((tag) => ({ tag })),
    ),
    contact(
      'by tag, by name',
      'manager',
      TAGS.map((tag) => ({ tag, sort: 'name' })),
    ),
    contact(
      'by role and city, by name',
      'admin',
      ['Chicago', 'Miami'].map((city) => ({ city, role: 'investor', sort: 'name' })),
    ),
    contact('all, by name', 'admin', [{ sort: 'name' }]),
    contact(
      'search',
      'admin',
      WORDS.map((q) => ({ q })),
    ),
    contact(
      'search',
      'agent',
      WORDS.map((q) => ({ q })),
    ),
    contact('page 400', 'admin', [{ page: 400 }]),
    deal('newest', 'admin', [{}]),
    deal('newest', 'manager', [{}]),
    deal('newest', 'agent', [{}]),
    deal(
      'by stage, newest',
      'admin',
      STAGES.map((stage) => ({ stage })),
    ),
    deal(
      'by stage, by value',
      'admin',
      STAGES.map((stage) => ({ stage, sort: '-value' })),
    ),
    deal(
      'by stage, by value',
      'manager',
      STAGES.map((stage) => ({ stage, sort: '-value' })),
    ),
    deal(
      'by stage and owner, newest',
      'admin',
      owners.map((ownerId) => ({ ownerId, stage: 'prospect,pursuit' })),
    ),
    deal('open, by name', 'admin', [{ open: 'true', sort: 'name' }]),
    deal('all, by value', 'admin', [{ sort: '-value' }]),
    deal(
      'search',
      'admin',
      DEAL_WORDS.map((q) => ({ q })),
    ),
    deal(
      'search',
      'agent',
      DEAL_WORDS.map((q) => ({ q })),
    ),
    deal('page 400', 'admin', [{ page: 400 }]),
  ];
}
