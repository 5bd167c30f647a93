// SPDX-License-Identifier: GPL-3.0-or-later
// The list of plots and boards.
#include "widgets/cards/card_kinds.h"

#include "widgets/cards/compare_card.h"
#include "widgets/cards/depth_card.h"
#include "widgets/cards/heat_map_card.h"
#include "widgets/cards/plane_card.h"
#include "widgets/cards/rate_card.h"
#include "widgets/cards/sensitivity_card.h"
#include "widgets/cards/seeds_card.h"
#include "widgets/cards/spectrum_plot.h"
#include "widgets/cards/split_card.h"
#include "widgets/cards/split_plots.h"
#include "widgets/cards/tail_plots.h"
#include "widgets/cards/toy_cards.h"
#include "widgets/cards/turning_card.h"
#include "widgets/cards/winner_card.h"

#include <QCoreApplication>

#include <algorithm>

namespace alidade {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("alidade", text); }

CardKind chipsKind(const QString& id, const QString& title, const QString& help, const std::set<Part>& parts,
                   const ChipsCard::Builder& build)
{
    return {id, title, help,
            [id, parts, build](Workbench& workbench) { return new ChipsCard(id, workbench, parts, build); }};
}

template <class Card>
CardKind ownKind(const QString& id, const QString& title, const QString& help)
{
    return {id, title, help, [](Workbench& workbench) { return new Card(workbench); }};
}

CardKind compareKind(const QString& id, int place)
{
    return {id, place == 0 ? tr("Comparison, left") : tr("Comparison, right"),
            tr("One plot in two coordinate systems side by side, zoomed together."),
            [id, place](Workbench& workbench) { return new CompareCard(id, place, workbench); }};
}

} // namespace

QList<CardKind> cardKinds()
{
    return {
        ownKind<DepthCard>(QStringLiteral("depth"), tr("Depth profile"),
                           tr("One number per block: where in the model something happens, and in which "
                              "coordinates. A click selects the layer.")),
        chipsKind(QStringLiteral("distribution"), tr("Distribution"),
                  tr("How many coefficients have which size, in units of their rms, against a Gaussian."),
                  {Part::Statistics}, distributionPlot),
        chipsKind(QStringLiteral("energy"), tr("Energy compaction"),
                  tr("The share of the energy in the largest coefficients: high curves concentrate, those of "
                     "random axes lie on the Gaussian's."),
                  {Part::Statistics}, energyPlot),
        ownKind<RateCard>(QStringLiteral("rate"), tr("Rate–distortion"),
                          tr("Quality against bits per weight: what counts in the end. Charge the basis "
                             "before you compare.")),
        chipsKind(QStringLiteral("tail"), tr("Tail"),
                  tr("Share of the coefficients beyond each size, down to a single one; the ten largest as "
                     "points."),
                  {Part::Order}, tailPlot),
        chipsKind(QStringLiteral("qq"), tr("Q–Q"),
                  tr("Quantiles against those of a Gaussian: on the diagonal where the coefficients are "
                     "Gaussian, leaving it where the tails are heavier."),
                  {Part::Order}, quantilePlot),
        ownKind<HeatMapCard>(QStringLiteral("heatmap"), tr("Heat map"),
                             tr("Where the large coefficients sit: stripes are channels, dots are single weights. "
                                "Above and beside, the largest of every column and row.")),
        chipsKind(QStringLiteral("spectrum"), tr("Spectrum"),
                  tr("Singular values against those of noise: what sticks out of the noise is structure. No "
                     "orthogonal change of axes alters them."),
                  {Part::SingularValues}, spectrumPlot),
        ownKind<SplitCard>(QStringLiteral("split"), tr("Low rank + residual"),
                           tr("A part f of few directions is taken out; what is left may be flatter. Whether that "
                              "saves bits, the remark says.")),
        chipsKind(QStringLiteral("splitrate"), tr("Bits over rank"),
                  tr("What f and the residual cost together at the error of direct coding: below the line, the "
                     "split pays."),
                  {Part::Split}, splitRatePlot),
        ownKind<SensitivityCard>(QStringLiteral("sensitivity"), tr("Sensitivity"),
                                 tr("Whether large coefficients are those that matter for the output. Along the "
                                    "diagonal they are, across it they are not.")),
        ownKind<PlaneCard>(QStringLiteral("plane"), tr("Flattening and concentration"),
                           tr("An arrow for every layer, from its stored axes to others: to the left is flatter, "
                              "up is more concentrated. The two are not the same.")),
        ownKind<WinnerCard>(QStringLiteral("winners"), tr("Winner map"),
                            tr("Which coordinates give the least error at equal rate, for every matrix of every "
                               "block: a number with ≈ is shared with others within 0.1 dB, and grey is no "
                               "difference from the original. A click selects the layer.")),
        ownKind<ToyFunctionCard>(QStringLiteral("toyfunction"), tr("Toy function"),
                                 tr("One function, fitted by a Fourier series and by a small network.")),
        ownKind<ToyParametersCard>(QStringLiteral("toyparameters"), tr("Toy parameters"),
                                   tr("The same function in two sets of parameters: few large ones, or many of "
                                      "one size.")),
        ownKind<ToyRateCard>(QStringLiteral("toyrate"), tr("Toy rate–distortion"),
                             tr("What the function costs in either set of parameters, with and without Hadamard.")),
        ownKind<ToyMeasuresCard>(QStringLiteral("toymeasures"), tr("Toy outliers and concentration"),
                                 tr("Four numbers of every list over those of Gaussian numbers, and where Hadamard "
                                    "takes them: to the Gaussian, wherever they were.")),
        ownKind<ToyConcentrationCard>(QStringLiteral("toyconcentration"), tr("Toy concentration"),
                                      tr("How few coefficients of a fixed basis hold the function: a steep fall is a "
                                         "basis that fits it.")),
        ownKind<TurningCard>(QStringLiteral("turning"), tr("Turning the axes"),
                             tr("The axes turned step by step, orthogonal all the way: the tail goes, the energy "
                                "stands still.")),
        ownKind<AngleCard>(QStringLiteral("angle"), tr("Over the angle"),
                           tr("Kurtosis, largest coefficient and energy at every angle between the axes of the file "
                              "and Hadamard's. A click turns the axes to it.")),
        ownKind<SeedsCard>(QStringLiteral("seeds"), tr("Seed ensemble"),
                           tr("The depth profile for several seeds of random axes: how much of it is luck.")),
        compareKind(QStringLiteral("compareLeft"), 0),
        compareKind(QStringLiteral("compareRight"), 1),
    };
}

const CardKind* findCardKind(const QList<CardKind>& kinds, const QString& id)
{
    const auto at = std::ranges::find(kinds, id, &CardKind::id);
    return at == kinds.end() ? nullptr : &*at;
}

QList<Board> boards()
{
    return {
        {QStringLiteral("overview"),
         tr("Overview"),
         tr("The story in four plots."),
         {{QStringLiteral("depth"), true},
          {QStringLiteral("distribution"), false},
          {QStringLiteral("energy"), false},
          {QStringLiteral("rate"), true}}},
        {QStringLiteral("outliers"),
         tr("Outliers"),
         tr("Which coefficients stick out, how far, and where they sit."),
         {{QStringLiteral("heatmap"), true},
          {QStringLiteral("distribution"), false},
          {QStringLiteral("tail"), false},
          {QStringLiteral("qq"), true}}},
        {QStringLiteral("turning"),
         tr("Turning"),
         tr("Turn the axes by hand and watch the tail vanish while the energy stands still."),
         {{QStringLiteral("turning"), true}, {QStringLiteral("angle"), false}, {QStringLiteral("seeds"), false}}},
        {QStringLiteral("compare"),
         tr("Compare"),
         tr("Two coordinate systems side by side, with linked axes."),
         {{QStringLiteral("compareLeft"), false}, {QStringLiteral("compareRight"), false}}},
        {QStringLiteral("structure"),
         tr("Structure"),
         tr("What a few directions hold, and whether taking them out saves bits."),
         {{QStringLiteral("split"), true},
          {QStringLiteral("spectrum"), false},
          {QStringLiteral("splitrate"), false}}},
        {QStringLiteral("sensitivity"),
         tr("Sensitivity"),
         tr("Whether the large coefficients are those that matter."),
         {{QStringLiteral("sensitivity"), true}}},
        {QStringLiteral("model"),
         tr("Whole model"),
         tr("Every block at once."),
         {{QStringLiteral("depth"), true},
          {QStringLiteral("plane"), true},
          {QStringLiteral("winners"), true}}},
        {QStringLiteral("toy"),
         tr("Toy"),
         tr("One function in two sets of parameters."),
         {{QStringLiteral("toyfunction"), true},
          {QStringLiteral("toyparameters"), false},
          {QStringLiteral("toyrate"), false},
          {QStringLiteral("toymeasures"), false},
          {QStringLiteral("toyconcentration"), false}}},
    };
}

} // namespace alidade
