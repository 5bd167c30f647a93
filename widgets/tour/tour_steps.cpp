// SPDX-License-Identifier: GPL-3.0-or-later
// What the tour says. Sentences here state definitions and what to look at; what is the case on this model is measured
// by the claim and never stated here.
#include "widgets/tour/tour_steps.h"

#include "core/studies/toy_basis.h"
#include "widgets/cards/card_kinds.h"

#include <QCoreApplication>

#include <algorithm>
#include <initializer_list>

namespace alidade {

namespace {

/// A namespace for translators: lupdate takes the class for the context.
class TourSteps {
    Q_DECLARE_TR_FUNCTIONS(TourSteps)

public:
    static TourStep operatorStep();
    static TourStep valueView();
    static TourStep sameOperator();
    static TourStep outliers();
    static TourStep frequency();
    static TourStep concentration();
    static TourStep rates();
    static TourStep magnitude();
    static TourStep split();
    static TourStep toy();
    static TourStep twin();
};

const QString original = QStringLiteral("original");
const QString hadamard = QStringLiteral("hadamard");
const QString haar = QStringLiteral("haar");
const QString pca = QStringLiteral("pca");
const QString dct = QStringLiteral("dct");
const QString metricsTable = QStringLiteral("metricsTable");
const QString layerTable = QStringLiteral("layerTable");

bool hasCards(const Board& board, const QStringList& kinds)
{
    return std::ranges::all_of(kinds, [&board](const QString& kind) {
        return std::ranges::find(board.places, kind, &BoardPlace::kind) != board.places.end();
    });
}

/// Looks at these cards, on the first board that has them all.
void look(TourStep& step, std::initializer_list<const char*> kinds)
{
    for (const char* kind : kinds)
        step.cards.append(QString::fromLatin1(kind));
    for (const Board& board : boards()) {
        if (!hasCards(board, step.cards)) continue;
        step.board = board.id;
        return;
    }
}

TourStep TourSteps::operatorStep()
{
    TourStep step;
    step.claim = QStringLiteral("operator");
    step.title = tr("Weights as an operator");
    step.text = tr("A weight matrix W, drawn here as a picture, is an operator: it takes an input x to y = Wx. "
                   "Everything that follows changes how W is written down and has to leave the operator alone. "
                   "Below, y is computed for a random x, from two readings of the file.");
    step.hint = tr("Find the matrix in the list: it is the one with the highest kurtosis among those that were "
                   "read.");
    step.chips = QStringList{original};
    look(step, {"heatmap"});
    step.widgets = QStringList{layerTable};
    return step;
}

TourStep TourSteps::valueView()
{
    TourStep step;
    step.claim = QStringLiteral("value-view");
    step.title = tr("The value-centric view");
    step.text = tr("Read as data, the numbers in W have a distribution. Kurtosis says how heavy its tails are (a "
                   "Gaussian has 3), L∞/σ how far the largest value sticks out. A quantizer with one scale has to "
                   "reach that value, and spends its levels on a range that is nearly empty.");
    step.hint = tr("Move over the tail: the ten largest weights are points.");
    step.chips = QStringList{original};
    look(step, {"tail", "qq"});
    step.widgets = QStringList{metricsTable};
    return step;
}

TourStep TourSteps::sameOperator()
{
    TourStep step;
    step.claim = QStringLiteral("same-operator");
    step.title = tr("Same operator, other axes");
    step.text = tr("Now W is written in rotated axes, here by a randomized Hadamard transform of inputs and "
                   "outputs. On the side of the input, WQ is the same operator only if x is turned as well, by "
                   "the inverse: (WQ)(Qᵀx) = Wx; outputs are turned back in the same way. What then stays belongs "
                   "to the operator, what changes belongs to the axes.");
    step.hint = tr("Change the seed in the toolbar, which is another rotation, and compare the columns of the "
                   "table.");
    step.chips = QStringList{original, hadamard};
    step.active = hadamard;
    look(step, {"distribution"});
    step.widgets = QStringList{metricsTable, QStringLiteral("coordinateBar")};
    return step;
}

TourStep TourSteps::outliers()
{
    TourStep step;
    step.claim = QStringLiteral("outliers");
    step.title = tr("Outliers are relative to axes");
    step.text = tr("The depth profile has one point for every block and one line for every coordinate system. "
                   "Where the line of the original axes is high and that of a rotation is near 3, the outliers "
                   "belong to the axes. Below, matrices with kurtosis above 10 are counted before and after the "
                   "rotation.");
    step.hint = tr("Choose another role or another number above the plot; a click on a point selects its matrix.");
    step.chips = QStringList{original, hadamard, haar};
    look(step, {"depth"});
    return step;
}

TourStep TourSteps::frequency()
{
    TourStep step;
    step.claim = QStringLiteral("not-a-frequency-transform");
    step.title = tr("An axis change is not a frequency transform");
    step.text = tr("A random rotation treats all channels alike. A cosine transform (DCT) calls some mixtures of "
                   "them low and some high frequencies, which means something only if neighbouring channels "
                   "belong together. So the input channels are put in random order, and only they are transformed "
                   "for the check: if only the DCT notices, their order meant something. If it does not notice "
                   "either, it is one more rotation here.");
    step.hint = tr("Hide the DCT in the toolbar and show it again: how far is it from the Hadamard transform here?");
    step.chips = QStringList{original, hadamard, dct};
    step.active = dct;
    look(step, {"distribution"});
    step.widgets = QStringList{QStringLiteral("chip_dct")};
    return step;
}

TourStep TourSteps::concentration()
{
    TourStep step;
    step.claim = QStringLiteral("concentration");
    step.title = tr("Flattening is not concentration");
    step.text = tr("A random rotation flattens: no coefficient sticks out. That alone saves no bits: at equal "
                   "step the entropy rises or falls as the table measures it (at a step of σ/4), and of all "
                   "distributions of one variance the Gaussian has the most. Principal axes concentrate: few "
                   "coefficients hold the energy, but the basis costs bits unless a neighbouring layer takes it "
                   "up.");
    step.hint = tr("Read the share of coefficients at 90 % of the energy from each curve.");
    step.chips = QStringList{original, hadamard, pca};
    look(step, {"energy"});
    step.widgets = QStringList{metricsTable};
    return step;
}

TourStep TourSteps::rates()
{
    TourStep step;
    step.claim = QStringLiteral("rate-distortion");
    step.title = tr("Rate and distortion");
    step.text = tr("In the end quality is paid for in bits. At a fixed width a rotation helps where outliers had "
                   "stretched the scale. An entropy coder pays little for levels that are hardly used, so that a "
                   "rotation leaves it less to gain, or takes something away. Principal axes are charged for "
                   "here: an aligned basis costs bits.");
    step.hint = tr("Untick the bits of the basis above the plot and watch the gap; then count the entropy "
                   "estimate in place of the fixed rate.");
    step.chips = QStringList{original, hadamard, pca};
    step.counting.symbols = RateCount::FixedRate;
    look(step, {"rate"});
    return step;
}

TourStep TourSteps::magnitude()
{
    TourStep step;
    step.claim = QStringLiteral("magnitude");
    step.title = tr("Magnitude is not sensitivity");
    step.text = tr("A large weight need not be an important one. Sensitivity is measured on a text: squared "
                   "gradients of the loss, the diagonal of the Fisher information. Below are the rank correlation "
                   "of the two, and what it costs to zero 1 % of the weights chosen by either of them, or at "
                   "random.");
    step.chips = QStringList{original};
    step.hint = tr("The points at the end of the tail are what a choice by magnitude takes first.");
    look(step, {"tail"});
    return step;
}

TourStep TourSteps::split()
{
    TourStep step;
    step.claim = QStringLiteral("functional-residual");
    step.title = tr("Functional part and residual");
    step.text = tr("W can be split into a functional part of low rank and a residual, each coded in its own way. "
                   "That pays only if both together take fewer bits than W alone at the same error, with the "
                   "factors of the low rank counted. The cheapest rank is searched and compared below.");
    step.chips = QStringList{original, pca};
    step.hint = tr("Change the rank above the plot and read what both parts cost.");
    look(step, {"split", "splitrate"});
    return step;
}

TourStep TourSteps::toy()
{
    TourStep step;
    step.claim = QStringLiteral("toy");
    step.title = tr("Toy: Fourier and a network");
    step.text = tr("One function can be written as Fourier coefficients or as the weights of a network. Here a "
                   "known function is fitted by both, a small network being trained for it, until both are "
                   "equally good. Then their parameters are compared, and the bits that they need. This step does "
                   "not look at the open model.");
    step.chips = QStringList{original, hadamard, pca};
    step.hint = tr("Choose another function above the plot; a figure of it can be saved from its title line.");
    look(step, {"toyfunction", "toyparameters", "toyrate"});
    // What the claim is checked on.
    const ToyRequest request;
    step.options.insert(QStringLiteral("toyfunction"),
                        {{QStringLiteral("target"), QString::fromStdString(request.target)},
                         {QStringLiteral("seed"), static_cast<qint64>(request.seed)}});
    return step;
}

TourStep TourSteps::twin()
{
    TourStep step;
    step.claim = QStringLiteral("twin");
    step.title = tr("One operator, two parameter files");
    step.text = tr("The sample model and its outlier twin differ by powers of two that were moved between "
                   "neighbouring matrices, so that both compute the same function. Statistics of their weights "
                   "differ, and so may what rounding does to them. Numbers about weights speak of a file in its "
                   "axes; they speak of the function only through what is done with them.");
    step.hint = tr("Open the other one in File ▸ Open sample and compare the kurtosis in the list.");
    step.chips = QStringList{original};
    look(step, {"depth"});
    step.widgets = QStringList{layerTable};
    return step;
}

} // namespace

QList<TourStep> tourSteps()
{
    return {TourSteps::operatorStep(), TourSteps::valueView(), TourSteps::sameOperator(),
            TourSteps::outliers(),     TourSteps::frequency(), TourSteps::concentration(),
            TourSteps::rates(),        TourSteps::magnitude(), TourSteps::split(),
            TourSteps::toy(),          TourSteps::twin()};
}

} // namespace alidade
