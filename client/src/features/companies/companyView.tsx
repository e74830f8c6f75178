import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { companyInput } from '@besahubs/contracts/companies';
import type { Company } from '@besahubs/contracts/companies';
import { companies } from '../../api/companies';
import { NONE, address, phone } from '../../components/format';
import { FormMultiSelect, FormRecord, FormTags, FormText } from '../../components/form/fields';
import { FormNumber } from '../../components/form/numbers';
import type { RecordViewDef } from '../../components/record/types';
import { Tags } from '../../components/StatusChip';
import { NameAvatar, Person } from '../../components/Person';
import { Ago, DateTime, Num, RefLink, SquareFeet } from '../../components/values';
import { companyTypeLabel, companyTypeOptions } from '../../domain/companies';
import { paths } from '../../paths';
import { CompanyActions } from './CompanyActions';

const website = (company: Company) =>
  company.website ? (
    <Link href={company.website} target="_blank" rel="noreferrer">
      {company.website.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}
    </Link>
  ) : (
    NONE
  );
const call = (company: Company) =>
  company.phone ? <Link href={`tel:${company.phone}`}>{phone(company.phone)}</Link> : NONE;

/** How a company is shown, beside the list and on its page. */
export const companyView: RecordViewDef<Company> = {
  resource: companies,
  form: 'companies',
  listPath: paths.companies,
  schema: companyInput,
  lead: (company) => <NameAvatar name={company.name} square size={40} />,
  subtitle: (company) => company.types.map(companyTypeLabel).join(' · ') || 'Company',
  actions: (company) => <CompanyActions company={company} />,
  keyFacts: [
    { label: 'Headquarters', show: (company) => address({ city: company.city, state: company.state }) },
    { label: 'Portfolio', show: (company) => <SquareFeet value={company.portfolioSF} /> },
    { label: 'Employees', show: (company) => <Num value={company.employees} /> },
    { label: 'Owner', show: (company) => <Person value={company.owner} /> },
  ],
  groups: [
    {
      title: 'Company',
      facts: [
        {
          label: 'Types',
          show: (company) =>
            company.types.length ? <Tags values={company.types.map(companyTypeLabel)} max={8} /> : NONE,
          edit: {
            name: 'types',
            field: (props) => <FormMultiSelect {...props} options={companyTypeOptions} />,
          },
        },
        {
          label: 'Doing business as',
          show: (company) => company.dba ?? NONE,
          edit: { name: 'dba', field: (props) => <FormText {...props} /> },
        },
        {
          label: 'Parent',
          show: (company) => <RefLink value={company.parent} to={paths.company} />,
          edit: { name: 'parentId', field: (props) => <FormRecord {...props} source={companies} /> },
        },
        {
          label: 'Portfolio',
          show: (company) => <SquareFeet value={company.portfolioSF} />,
          edit: { name: 'portfolioSF', field: (props) => <FormNumber {...props} unit="SF" /> },
        },
        {
          label: 'Employees',
          show: (company) => <Num value={company.employees} />,
          edit: { name: 'employees', field: (props) => <FormNumber {...props} /> },
        },
        {
          label: 'Credit rating',
          show: (company) => company.creditRating ?? NONE,
          edit: { name: 'creditRating', field: (props) => <FormText {...props} /> },
        },
        {
          label: 'NAICS',
          show: (company) => company.naics ?? NONE,
          edit: { name: 'naics', field: (props) => <FormText {...props} /> },
        },
        {
          label: 'Tags',
          show: (company) => (company.tags.length ? <Tags values={company.tags} max={8} /> : NONE),
          edit: { name: 'tags', field: (props) => <FormTags {...props} /> },
        },
      ],
    },
    {
      title: 'Reach',
      facts: [
        {
          label: 'Phone',
          show: call,
          edit: { name: 'phone', field: (props) => <FormText {...props} type="tel" /> },
        },
        {
          label: 'Website',
          show: website,
          edit: { name: 'website', field: (props) => <FormText {...props} type="url" /> },
        },
        {
          label: 'Domain',
          show: (company) => company.domain ?? NONE,
          edit: { name: 'domain', field: (props) => <FormText {...props} /> },
        },
        { label: 'Address', show: (company) => address(company) },
      ],
    },
    {
      title: 'Record',
      facts: [
        {
          label: 'Notes',
          show: (company) => <Box sx={{ whiteSpace: 'pre-wrap' }}>{company.description ?? NONE}</Box>,
          edit: { name: 'description', field: (props) => <FormText {...props} multiline /> },
        },
        { label: 'Created', show: (company) => <DateTime value={company.createdAt} /> },
        { label: 'Changed', show: (company) => <Ago value={company.updatedAt} /> },
      ],
    },
  ],
};
