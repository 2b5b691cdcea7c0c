export const SEARCH_FIELD_ID = 'desk-search'
