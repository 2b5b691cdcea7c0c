/** All paths of ID360 start with this [seed]. */
export const API_BASE = '/api/1.0.0'
