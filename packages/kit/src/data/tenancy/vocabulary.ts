// Words this check knows. A list that is too short refuses a good statement and says so; one that is too long lets rows
// out: add a function only after reading in its manual that it reads no table and runs no SQL that it is given
// (query_to_xml, ts_stat, ts_rewrite, dblink and load_extension do).

const wordsOf = (...lines: string[]): ReadonlySet<string> => new Set(lines.join(' ').split(' '));

/** Begin or divide a statement. Rows can be reached only behind one of these, so none may appear inside an expression. */
export const statementWords = wordsOf(
  'select insert update delete merge into from where join using table values with union except intersect',
  'set returning lateral limit offset fetch having window on for',
);

/** Words of the grammar that stand before a parenthesis without calling anything. */
export const operatorWords = wordsOf(
  'and or not is in exists any some all between symmetric like ilike glob match regexp similar to escape',
  'when then else as over filter group by distinct array row collate',
);

/** Unquoted words that can be neither a table nor an alias. */
export const reservedWords: ReadonlySet<string> = new Set([
  ...statementWords,
  ...operatorWords,
  ...wordsOf(
    'order left right full inner cross natural outer only case end null true false default recursive conflict do',
    'nothing indexed tablesample isnull notnull within partition overriding replace ignore',
  ),
]);

/** May stand in `from` with arguments; they unfold their arguments and read nothing else. */
export const tableFunctions = wordsOf(
  'json_each json_tree json_each_text jsonb_each jsonb_each_text json_array_elements json_array_elements_text',
  'jsonb_array_elements jsonb_array_elements_text json_object_keys jsonb_object_keys json_to_record json_to_recordset',
  'jsonb_to_record jsonb_to_recordset jsonb_path_query unnest generate_series generate_subscripts regexp_matches',
  'regexp_split_to_table string_to_table pg_snapshot_xip',
);

const functions = wordsOf(
  // Numbers and comparison
  'abs ceil ceiling floor round trunc sign mod power pow sqrt exp ln log log10 log2 pi random greatest least max min',
  'coalesce nullif num_nonnulls num_nulls ifnull iif width_bucket div radians degrees sin cos tan asin acos atan atan2',
  // Text
  'lower upper initcap length char_length character_length octet_length substr substring left right lpad rpad ltrim',
  'rtrim trim btrim replace translate overlay repeat reverse split_part starts_with strpos instr concat concat_ws',
  'format printf quote char chr ascii unicode hex unhex encode decode to_hex md5 sha256 sha512 regexp_replace regexp_match',
  'regexp_like regexp_count regexp_substr regexp_instr regexp_split_to_array normalize unaccent similarity word_similarity typeof pg_typeof',
  // Time
  'date time datetime julianday unixepoch strftime timediff now clock_timestamp statement_timestamp',
  'transaction_timestamp current_timestamp date_trunc date_part date_bin age extract make_date make_interval',
  'make_timestamp make_timestamptz justify_days justify_hours justify_interval isfinite timezone to_char to_date',
  'to_number to_timestamp daterange tsrange tstzrange int4range range_merge isempty',
  // Aggregates and windows
  'count sum total avg string_agg group_concat array_agg bool_and bool_or every bit_and bit_or any_value stddev',
  'stddev_pop stddev_samp variance var_pop var_samp corr percentile_cont percentile_disc mode median row_number rank',
  'dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value grouping rollup cube sets',
  // Arrays and json
  'array_append array_cat array_length array_position array_positions array_prepend array_remove array_replace',
  'array_to_string array_to_json string_to_array cardinality row_to_json to_json to_jsonb json jsonb json_array',
  'jsonb_array json_array_length jsonb_array_length json_extract jsonb_extract json_insert jsonb_insert json_object',
  'jsonb_object json_patch jsonb_patch json_remove jsonb_remove json_replace jsonb_replace json_set jsonb_set',
  'jsonb_set_lax json_type json_typeof jsonb_typeof json_valid json_quote json_pretty jsonb_pretty json_group_array',
  'json_group_object jsonb_group_array jsonb_group_object json_agg jsonb_agg json_object_agg jsonb_object_agg',
  'json_build_array json_build_object jsonb_build_array jsonb_build_object json_strip_nulls jsonb_strip_nulls',
  'json_extract_path json_extract_path_text jsonb_extract_path jsonb_extract_path_text jsonb_exists jsonb_exists_any',
  'jsonb_exists_all jsonb_path_exists jsonb_path_match jsonb_path_query_array jsonb_path_query_first cast',
  // Full text
  'bm25 highlight snippet to_tsvector array_to_tsvector setweight strip to_tsquery plainto_tsquery phraseto_tsquery',
  'websearch_to_tsquery ts_rank ts_rank_cd ts_headline ts_filter ts_delete numnode querytree tsvector_to_array',
  // Identity, locks and transactions
  'gen_random_uuid uuidv7 uuid_extract_timestamp randomblob hashtext',
  'hashtextextended pg_advisory_xact_lock pg_try_advisory_xact_lock pg_advisory_xact_lock_shared',
  'pg_current_xact_id pg_current_xact_id_if_assigned pg_current_snapshot pg_snapshot_xmin pg_snapshot_xmax',
  'pg_visible_in_snapshot pg_xact_status pg_notify',
);

/** The way out of a function that this check does not know. */
export const functionList = 'if it reads no table and runs no SQL, add it to the list in data/tenancy/vocabulary.ts';

export const isKnownFunction = (name: string): boolean => functions.has(name) || tableFunctions.has(name);

/** Write their arguments with words of the grammar: `extract(epoch from x)`, `substring(x from 1 for 2)`. */
export const wordyFunctions = wordsOf('extract substring trim overlay');
