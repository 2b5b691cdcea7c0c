-- Figures by year instead of since ever: what there is is counted anew when the desk starts.
DELETE FROM usage_rollup_state;
