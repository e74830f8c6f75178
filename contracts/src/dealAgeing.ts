/** Days a deal may stay in an open stage before it is said to rot: on Home, on the board and in lists alike. */
export const stagePatienceDays = {
  prospect: 30,
  pursuit: 30,
  engaged: 45,
  marketing: 60,
  loi: 21,
  negotiation: 30,
  contract: 45,
} as const;
