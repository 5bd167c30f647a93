// SPDX-License-Identifier: Apache-2.0
// What the theory says, and from which number on it says too much.
#include "core/studies/thesis_list.h"

#include "core/studies/thesis_checks.h"

namespace alidade {

namespace {

constexpr const char* operatorView = "Weights parameterise an operator";
constexpr const char* outliers = "Outliers belong to coordinates";
constexpr const char* sensitivity = "Magnitude is not importance";
constexpr const char* axes = "Rotations are no frequency transforms";
constexpr const char* flattening = "Rotations flatten";
constexpr const char* alignment = "Gains come from alignment";
constexpr const char* manifold = "Weights lie near a manifold";
constexpr const char* split = "A functional part and a residual";

std::vector<ThesisEntry> operatorTheses()
{
    return {
        {{"function-unchanged", operatorView, "Rotations leave the function", "Seed 000, section 3; ledger, line 3",
          "Rotations multiplied into the weights in pairs leave what the model computes.",
          "Relative difference of the logits on drawn tokens for R1, R2, R4 and all of them; beside it a model in which "
          "one counter-rotation is left out.",
          "Holds below 1e-4 for each rotation; cannot tell if the broken model is not seen either."},
         testFunctionUnchanged},
        {{"many-parameters", operatorView, "One operator, many weights", "Seed 000, section 2; ledger, line 1",
          "The same function has weights with quite other statistics.",
          "Channels rescaled by a drawn gauge, and so that coupled rows and columns are equally long: relative difference of "
          "the logits, and the median kurtosis of the matrices before and after the one that changes it more.",
          "Holds if the logits agree to 1e-4 and the kurtosis changes more than twofold."},
         testManyParameters},
        {{"norms-kept", operatorView, "Rotations keep the norm, not the tails", "Seed 004, section 3; ledger, line 2",
          "An orthogonal change of coordinates keeps norm and singular values and changes L-infinity and kurtosis.",
          "Relative change of the norm, of the sum of the fourth powers of the singular values, of kurtosis and of "
          "L-infinity, matrix by matrix.",
          "Holds in a matrix if the first two are below 1e-5 and one of the others above 1 %."},
         testNormsKept},
    };
}

std::vector<ThesisEntry> outlierTheses()
{
    return {
        {{"outliers-relative", outliers, "Outliers vanish under rotation", "Seed 003, idea 3; ledger, line 4",
          "Outliers of the file's axes are gone in rotated ones.",
          "Kurtosis of every matrix in the axes of the file and after the rotation.",
          "Holds if some matrices have kurtosis above 10 and at most half as many after the rotation; does not without "
          "outliers."},
         testOutliersRelative},
        {{"kurtosis-falls", outliers, "Rotations lower the kurtosis", "Seed 004, section 6; ledger, line 7",
          "The entries of rotated matrices have lighter tails.",
          "Kurtosis of every matrix before and after the rotation.",
          "Holds in a matrix if it is lower after the rotation."},
         testKurtosisFalls},
        {{"outliers-misalignment", outliers, "Outliers come from misaligned axes",
          "Seed 003, idea 3; seed 004, section 4; ledger, line 5",
          "Axes that are not aligned with the weights make heavy tails; so random axes, which are surely not, must have "
          "them at least as heavy as the file's.",
          "Kurtosis in the axes of the file against 8 random rotations of both sides.",
          "Holds in a matrix if random axes have heavier tails by 4 spreads, does not if the file's have."},
         testMisalignment},
        {{"outliers-gauge", outliers, "Outliers can be rescaled away", "Seed 004, section 2; ledger, line 5",
          "Outliers belong to the choice among equivalent weights: scales of neighbouring channels remove them.",
          "Kurtosis of the matrices above 10, before and after the gauge that makes coupled rows and columns equally long.",
          "Holds in a matrix if it is at most 10 afterwards; the logits must agree to 1e-4."},
         testGaugeRemoves},
        {{"twin", outliers, "One operator, two parameter files", "Seed 000, section 3; ledger, line 4",
          "Two files of one function differ in outliers and in what rounding does to them.",
          "Logits, median kurtosis of down_proj, and perplexity after rounding to 4 bits, here and in the twin.",
          "Holds if the logits agree to 1e-4, the kurtosis differs more than twofold and the logarithm of the perplexity "
          "by more than 0.05.", true, true},
         testTwin},
    };
}

std::vector<ThesisEntry> sensitivityTheses()
{
    return {
        {{"e4-outliers-expendable", sensitivity, "Outliers carry nothing of their own",
          "E4; seed 000, section 7; ledger, line 6",
          "Zeroing the largest weights costs no more than taking the same energy in rotated coordinates.",
          "Mean KL divergence with the top 0.1 % of every matrix zeroed, and with the largest rotated coefficients of the "
          "same energy zeroed; also matrix by matrix, and the largest single weight of each down_proj.",
          "Holds if the first is at most twice the second for the whole model.", true},
         testOutliersZeroed},
        {{"e5-magnitude", sensitivity, "Magnitude does not predict sensitivity", "E5; seed 004, section 5; ledger, line 6",
          "A large weight is not a sensitive one.",
          "Rank correlation of |w| and the diagonal of the Fisher information, within columns, matrix by matrix.",
          "Holds in a matrix below 0.2, does not above 0.5.", true},
         testMagnitudeRanks},
        {{"e6-directions", sensitivity, "Few directions are sensitive", "E6; seed 000, section 5",
          "Changes of equal size matter much in some directions and little in others.",
          "Fisher cost of a change along the leading 1 % of the principal directions of the inputs over that along the "
          "last 1 %, in up to 14 matrices.",
          "Holds in a matrix if the ratio is at least 10, does not if it is at most 2.", true},
         testDirections},
    };
}

std::vector<ThesisEntry> flatteningTheses()
{
    return {
        {{"dct-order", axes, "The DCT has no meaning for channels", "Seed 003, idea 4; seed 001, section 5",
          "Channels have no order, so a cosine transform of them is one more rotation.",
          "Kurtosis after the DCT of the columns in the file's order against 8 random orders.",
          "Holds in a matrix if |z| is below 4."},
         testCosineOrders},
        {{"rotation-flattens", flattening, "Rotations flatten and do not concentrate",
          "Seed 004, section 7; seed 003, idea 5",
          "After a random rotation the energy is spread as evenly as in noise.",
          "Share of the coefficients that holds 90 % of the energy, and energy of the top 1 %, after the rotation and for "
          "Gaussian numbers.",
          "Holds in a matrix if both are within a tenth of the Gaussian values."},
         testFlattens},
        {{"entropy-equal-step", flattening, "Rotations lower the entropy, equal steps",
          "Seed 004, section 6; ledger, line 8",
          "Entropy decreases under rotation.",
          "Entropy of the weights rounded to multiples of sigma / 4, before and after the rotation.",
          "Holds in a matrix if it falls by more than 0.005 bits, does not if it rises."},
         testEntropyAtStep},
        {{"entropy-equal-bits", flattening, "Rotations lower the entropy, equal bits",
          "Seed 004, section 6; ledger, line 8",
          "Entropy of 4-bit symbols decreases under rotation.",
          "Entropy of the weights rounded to 4 bits with the largest weight of the matrix as scale, before and after.",
          "Holds in a matrix if it falls by more than 0.005 bits, does not if it rises."},
         testEntropyAtBits},
        {{"e1-rotation-gain", flattening, "Rotations help rounding as predicted", "E1; seed 000, section 3",
          "L-infinity falls to its Gaussian value, and the error of rounding by what that predicts.",
          "Rounding to 4 bits with a scale for each row: gain by the rotation, gain computed from the largest weights of "
          "the rows, and L-infinity / sigma.",
          "Holds in a matrix if the gain is above 0.3 dB and within 1 dB of the prediction and L-infinity within 15 % of "
          "its Gaussian value; does not below 0.3 dB."},
         testRotationGain},
        {{"e2-flattening-rate", flattening, "Flattening saves bits with entropy coding", "E2; ledger, line 11",
          "Rotated coordinates need fewer bits than the file's at equal error.",
          "Entropy of uniform quantization at a relative error of 0.01: file, Hadamard, Haar.",
          "Holds in a matrix if a rotation saves more than 0.005 bits, does not if it saves none."},
         testFlatteningRate},
        {{"rotation-int4", flattening, "Rotations explain INT4", "Seed 000, section 1; ledger, line 9",
          "That 4 bits suffice is owed to the rotation.",
          "Mean KL divergence after rounding to 4 bits with a scale for each row: file, rotated, with scales of least "
          "squared error, with both.",
          "Holds if the rotation halves the cost and does no less than better scales.", true},
         testFourBits},
    };
}

std::vector<ThesisEntry> alignmentTheses()
{
    return {
        {{"aligned-concentrates", alignment, "Aligned axes concentrate", "Seed 004, section 7; seed 001, section 6",
          "In principal axes the energy lies in fewer coefficients than chance allows.",
          "Share of the coefficients that holds 90 % of the energy in principal axes, for the weights and for noise in its "
          "own.",
          "Holds in a matrix if it is lower than that of noise by a tenth."},
         testAlignedShares},
        {{"aligned-rate", alignment, "Concentration beats flattening, unpaid", "Seed 003, idea 5; ledger, line 11",
          "If the basis cost nothing, aligned coordinates would need fewer bits than rotated ones.",
          "Entropy at a relative error of 0.01 in principal axes of the shorter side and after the rotation, with the best "
          "of three entropy models, minus what noise gains in its own axes.",
          "Holds in a matrix if it saves more than 0.02 bits a weight."},
         testAlignedRate},
        {{"e3-alignment-pays", alignment, "Alignment wins after paying for its basis",
          "E3; seed 003, idea 5; ledger, line 11",
          "An aligned basis saves more bits than it costs.",
          "Bits at a relative error of 0.01 against the better of file and rotation: in a basis shared along the residual "
          "stream, made of one half of the layers and tested on the other, and in the matrix's own; 8 bits for each entry "
          "of the basis, minus what noise gains.",
          "Holds in a matrix if more than 0.05 bits a weight are left."},
         testAlignmentPays},
        {{"e7-low-dimension", manifold, "Weights fill few dimensions", "E7; seed 003, idea 2; ledger, line 10",
          "The weights lie near a manifold of few dimensions.",
          "TwoNN dimension of the rows and participation ratio of the spectrum over the lowest of Gaussian noise and "
          "shuffled weights; beside them TwoNN of rotated weights, which have the same spectrum.",
          "Holds in a matrix if both are at most half of every null, does not if one is above 0.8 of it."},
         testDimensions},
        {{"e8-smooth-depth", manifold, "Weights are smooth over the depth", "E8; seed 001, section 7",
          "Weights are a smooth function of the layer.",
          "Energy in the lowest quarter (at least 2) of the cosine coefficients along the depth against 200 shuffled "
          "orders, and the bits that two bands save beyond them; each kind of matrix, neurons and heads as they are.",
          "Holds for a kind if z is above 3 and more than 0.01 bits a weight are saved."},
         testSmoothDepth},
        {{"functional-residual", split, "Low rank and residual take fewer bits", "Seed 003, idea 6; ledger, line 12",
          "A functional part and its residual take fewer bits than the weights alone.",
          "Bits at 20 dB of the best low-rank split, factors of 8 bits paid for, against direct coding.",
          "Holds in a matrix if the split takes fewer."},
         testSplitPays},
        {{"toy", split, "One function, two distributions", "Seed 001, section 8; ledger, line 13",
          "The same function has parameters of quite other distributions in another basis.",
          "Fourier coefficients and a network fitted to one function: kurtosis of the parameters and bits at twice the "
          "error.",
          "Holds if the errors agree to 3 dB and both differ more than twofold."},
         testToyBasis},
    };
}

} // namespace

const std::vector<ThesisEntry>& thesisEntries()
{
    static const std::vector<ThesisEntry> all = [] {
        std::vector<ThesisEntry> list;
        for (auto part : {operatorTheses(), outlierTheses(), sensitivityTheses(), flatteningTheses(), alignmentTheses()})
            list.insert(list.end(), part.begin(), part.end());
        return list;
    }();
    return all;
}

} // namespace alidade
