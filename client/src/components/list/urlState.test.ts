import { describe, expect, it } from 'vitest';
import { parseList, parseSort, toQuery, toggleSort, writeList } from './urlState';

const defaults = { sort: '-updatedAt', filterKeys: ['stage', 'ownerId', 'valueMin'] };
const parse = (url: string) => parseList(new URLSearchParams(url), defaults);
const write = (url: string, changes: Record<string, string | number | null>) =>
  writeList(new URLSearchParams(url), changes, defaults).toString();

describe('parseList', () => {
  it('reads an empty URL as the defaults', () => {
    expect(parse('')).toEqual({ q: '', sort: '-updatedAt', page: 1, pageSize: 50, peek: null, filters: {} });
  });
  it('reads search, sort, page, filters and the open record; leaves other parameters alone', () => {
    const state = parse('q=ana&sort=name&page=3&pageSize=100&stage=loi,won&peek=7&tab=deals');
    expect(state).toMatchObject({ q: 'ana', sort: 'name', page: 3, pageSize: 100, peek: '7' });
    expect(state.filters).toEqual({ stage: 'loi,won' });
  });
  it('falls back on nonsense', () => {
    expect(parse('page=-2&pageSize=7')).toMatchObject({ page: 1, pageSize: 50 });
    expect(parse('page=1.5')).toMatchObject({ page: 1 });
  });
});

it('asks the API only for what is set', () => {
  expect(toQuery(parse('stage=loi'))).toEqual({ page: 1, pageSize: 50, sort: '-updatedAt', stage: 'loi' });
  expect(toQuery(parse('q=ana'))).toHaveProperty('q', 'ana');
});

describe('writeList', () => {
  it('goes back to the first page when the rows change', () => {
    expect(write('page=4', { q: 'ana' })).toBe('q=ana');
    expect(write('page=4', { stage: 'loi' })).toBe('stage=loi');
    expect(write('page=4', { sort: 'name' })).toBe('sort=name');
  });
  it('stays on the page when a record is opened', () => {
    expect(write('page=4', { peek: 'x' })).toBe('page=4&peek=x');
    expect(write('page=4&peek=x', { peek: null })).toBe('page=4');
  });
  it('leaves defaults and empty values out', () => {
    expect(write('q=a&sort=name', { q: '', sort: '-updatedAt', pageSize: 50, page: 1 })).toBe('');
  });
});

describe('sorting', () => {
  it('parses several keys', () => {
    expect(parseSort('-createdAt,name')).toEqual([
      { field: 'createdAt', desc: true },
      { field: 'name', desc: false },
    ]);
  });
  it('cycles ascending, descending, off', () => {
    expect(toggleSort('-updatedAt', 'name', false)).toBe('name');
    expect(toggleSort('name', 'name', false)).toBe('-name');
    expect(toggleSort('-name', 'name', false)).toBe('');
  });
  it('adds with shift and keeps the order of the others', () => {
    expect(toggleSort('city', 'name', true)).toBe('city,name');
    expect(toggleSort('city,name', 'city', true)).toBe('-city,name');
    expect(toggleSort('-city,name', 'city', true)).toBe('name');
  });
});
