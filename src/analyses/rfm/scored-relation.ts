import type { Relation } from '../../engine/engine.js';
import type { RfmScoring } from './rfm.js';
import { type Feature, features } from './scoring.js';

/**
 * Customers with their scores: the columns customer_id, recency, frequency and monetary of `unscored`, and beside them
 * recency_score, frequency_score, monetary_score, rfm_cell and rfm_score.
 */
export function scoredRelation({ engine, name, provenance }: Relation, scoring: RfmScoring): Promise<Relation> {
  const { bins, weights } = scoring;
  const total = features.reduce((sum, feature) => sum + weights[feature], 0);
  const params: Record<string, number> = { total };
  const scores = features.map((feature) => {
    params[`${feature}_weight`] = weights[feature];
    return `${scoring.scoring === 'ntile' ? rank(feature, bins) : byEdges(feature, scoring, params)} as ${feature}_score`;
  });
  const cell = features.map((feature) => `cast(${feature}_score as string)`).join(bins > 9 ? " || '-' || " : ' || ');
  const mean = features.map((feature) => `${feature}_score * $${feature}_weight`).join(' + ');
  return engine.materialise(
    `select customer_id, recency, frequency, monetary, recency_score, frequency_score, monetary_score,
            ${cell} as rfm_cell, cast((${mean}) / $total as double) as rfm_score
       from (select customer_id, recency, frequency, monetary, ${scores.join(', ')} from ${name}) scored
      order by customer_id nulls last`,
    { params, provenance },
  );
}

function byEdges(feature: Feature, { bins, edges }: RfmScoring, params: Record<string, number>): string {
  const above = edges[feature].map((edge, i) => {
    params[`${feature}_${i}`] = edge;
    return `case when cast(${feature} as double) > $${feature}_${i} then 1 else 0 end`;
  });
  return feature === 'recency' ? `${bins} - (${above.join(' + ')})` : `1 + ${above.join(' + ')}`;
}

function rank(feature: Feature, bins: number): string {
  return `ntile(${bins}) over (order by ${feature} ${feature === 'recency' ? 'desc' : 'asc'} nulls last, customer_id nulls last)`;
}
