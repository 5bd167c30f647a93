<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>CommandLine</name>
    <message>
        <source>The sample is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Figure</name>
    <message>
        <source>The figure is too large to be drawn in memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not write “%1”: it is there already and no file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not write “%1”: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Single column, 85 mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One and a half columns, 120 mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text width, 139.7 mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double column, 178 mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slide 16:9, 254 mm</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InspectorModel</name>
    <message>
        <source>%1 (%2 bytes)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlotData</name>
    <message>
        <source>Could not write the data: %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlotImage</name>
    <message>
        <source>no value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlotTable</name>
    <message>
        <source>Series</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upper end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From or to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlotText</name>
    <message>
        <source>%1 rows are too many for a table of at most %2; save the data as HDF5 instead.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SessionFile</name>
    <message>
        <source>The session could not be written to %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session %1 cannot be read: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session %1 is damaged: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StudyTable</name>
    <message>
        <source>bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nominal width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per weight: symbols of equal length, scales, basis.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>symbols</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per weight of symbols of equal length.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per weight of scales and codebooks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>basis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per weight of what a decoder must know of the axes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per weight of the symbols&apos; entropy: an estimate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the weights, in dB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output SQNR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the layers&apos; outputs on the text of the calibration, in dB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1: the quantizer looked at second moments of the inputs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the quantized model on the text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>± perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard error of the perplexity.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>float perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the model as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Δ ln perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the quantized model less that of the float model, in nats per token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>± Δ ln perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard error of the difference.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean divergence of the predictions from the float model&apos;s, in nats per token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>± KL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard error of the divergence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL median</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Median over the tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL 99 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exceeded by one token in a hundred.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>same first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of tokens whose likeliest successor stays the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>noise floor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Divergence of the model itself with activations in bfloat16.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>windows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pieces of text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens of a piece.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TourSteps</name>
    <message>
        <source>Holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not hold here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot tell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights as an operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A weight matrix W, drawn here as a picture, is an operator: it takes an input x to y = Wx. Everything that follows changes how W is written down and has to leave the operator alone. Below, y is computed for a random x, from two readings of the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find the matrix in the list: it is the one with the highest kurtosis among those that were read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value-centric view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read as data, the numbers in W have a distribution. Kurtosis says how heavy its tails are (a Gaussian has 3), L∞/σ how far the largest value sticks out. A quantizer with one scale has to reach that value, and spends its levels on a range that is nearly empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move over the tail: the ten largest weights are points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same operator, other axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now W is written in rotated axes, here by a randomized Hadamard transform of inputs and outputs. On the side of the input, WQ is the same operator only if x is turned as well, by the inverse: (WQ)(Qᵀx) = Wx; outputs are turned back in the same way. What then stays belongs to the operator, what changes belongs to the axes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the seed in the toolbar, which is another rotation, and compare the columns of the table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outliers are relative to axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The depth profile has one point for every block and one line for every coordinate system. Where the line of the original axes is high and that of a rotation is near 3, the outliers belong to the axes. Below, matrices with kurtosis above 10 are counted before and after the rotation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another role or another number above the plot; a click on a point selects its matrix.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An axis change is not a frequency transform</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A random rotation treats all channels alike. A cosine transform (DCT) calls some mixtures of them low and some high frequencies, which means something only if neighbouring channels belong together. So the input channels are put in random order, and only they are transformed for the check: if only the DCT notices, their order meant something. If it does not notice either, it is one more rotation here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide the DCT in the toolbar and show it again: how far is it from the Hadamard transform here?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flattening is not concentration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A random rotation flattens: no coefficient sticks out. That alone saves no bits: at equal step the entropy rises or falls as the table measures it (at a step of σ/4), and of all distributions of one variance the Gaussian has the most. Principal axes concentrate: few coefficients hold the energy, but the basis costs bits unless a neighbouring layer takes it up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the share of coefficients at 90 % of the energy from each curve.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate and distortion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the end quality is paid for in bits. At a fixed width a rotation helps where outliers had stretched the scale. An entropy coder pays little for levels that are hardly used, so that a rotation leaves it less to gain, or takes something away. Principal axes are charged for here: an aligned basis costs bits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untick the bits of the basis above the plot and watch the gap; then count the entropy estimate in place of the fixed rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magnitude is not sensitivity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A large weight need not be an important one. Sensitivity is measured on a text: squared gradients of the loss, the diagonal of the Fisher information. Below are the rank correlation of the two, and what it costs to zero 1 % of the weights chosen by either of them, or at random.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The points at the end of the tail are what a choice by magnitude takes first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Functional part and residual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W can be split into a functional part of low rank and a residual, each coded in its own way. That pays only if both together take fewer bits than W alone at the same error, with the factors of the low rank counted. The cheapest rank is searched and compared below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the rank above the plot and read what both parts cost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Toy: Fourier and a network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One function can be written as Fourier coefficients or as the weights of a network. Here a known function is fitted by both, a small network being trained for it, until both are equally good. Then their parameters are compared, and the bits that they need. This step does not look at the open model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another function above the plot; a figure of it can be saved from its title line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One operator, two parameter files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sample model and its outlier twin differ by powers of two that were moved between neighbouring matrices, so that both compute the same function. Statistics of their weights differ, and so may what rounding does to them. Numbers about weights speak of a file in its axes; they speak of the function only through what is done with them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the other one in File ▸ Open sample and compare the kurtosis in the list.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ViewState</name>
    <message>
        <source>&quot;%1&quot; is no text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is neither true nor false.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no whole number from 0 on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no range of two ascending numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no parameter &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is neither text nor a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; names &quot;%2&quot;, which this version does not know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no hexadecimal number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is there twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; holds no coordinate system.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is %2, which the quantizer &quot;%3&quot; does not offer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is none of fixed, entropy and coded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; counts coded bytes, but there is no coder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; holds too many plots.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds no view of this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was written by another version of the program, in a format this one does not know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; names &quot;%2&quot;, which is not shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is too long for a view.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no valid JSON: %1 at byte %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is JSON, but no object.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade</name>
    <message>
        <source>See alidade --help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit codes: 0 success; 1 something could not be opened, computed or written; 2 wrong usage; 3 with --check, every step was computed, and a claim does not hold on this model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights of language models under a change of coordinates.
alidade render --help: figures from their recipes, without a window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the sample model (its outlier twin).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure with the second moments of the inputs in this file (docs/calibration.md).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the finished window into a picture, without a display, and exit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the guided tour on the model, or on the sample if none is given; --tour=3 begins with step 3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With --tour: check the claims of its steps (of one with --tour=3) without a window and print a line for each: PASS, DOES NOT HOLD, SKIP if it cannot be told, or FAIL if it could not be computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Board of plots to show: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the window, as in 1440x900.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>light, dark or system.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language of the window: en or ko.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model file or folder to open, a session (.alidade), or the table of a study (.csv).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only one file can be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Either a file or --sample, not both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--calibration needs a file name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--screenshot needs a file name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The steps of the tour are 1 to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--check needs --tour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Either --check or --screenshot, not both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--board is one of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--size needs width and height, as in 1440x900.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--theme is light, dark or system.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--language is en or ko.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it needs a recipe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it needs -o and a file, or a folder for several recipes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>several recipes need a folder that is there, and %1 is none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--format is pdf, svg or png.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ends in none of .pdf, .svg and .png.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--data is for one recipe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes figures of their recipes, or of figures that carry one: the same bytes each time (docs/figures.md).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File ending in .pdf, .svg or .png, or a folder, in which every figure has its recipe&apos;s name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the numbers of the plot to this file, too: .csv, .tsv or .h5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of figures in a folder: pdf (default), svg or png.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a model that has changed since the figure was made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds to wait for one figure (default 600).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recipe (.json), or a figure that carries one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--timeout needs a number of seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not computed within %1 s; %2 jobs were left (--timeout waits longer).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>alidade render: %1 lacks %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>two recipes would be written to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> See alidade render --help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparison, left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparison, right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One plot in two coordinate systems side by side, zoomed together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Depth profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One number per block: where in the model something happens, and in which coordinates. A click selects the layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many coefficients have which size, in units of their rms, against a Gaussian.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Energy compaction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share of the energy in the largest coefficients: high curves concentrate, those of random axes lie on the Gaussian&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate–distortion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quality against bits per weight: what counts in the end. Charge the basis before you compare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the coefficients beyond each size, down to a single one; the ten largest as points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Q–Q</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantiles against those of a Gaussian: on the diagonal where the coefficients are Gaussian, leaving it where the tails are heavier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the large coefficients sit: stripes are channels, dots are single weights. Above and beside, the largest of every column and row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Singular values against those of noise: what sticks out of the noise is structure. No orthogonal change of axes alters them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low rank + residual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part f of few directions is taken out; what is left may be flatter. Whether that saves bits, the remark says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits over rank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What f and the residual cost together at the error of direct coding: below the line, the split pays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether large coefficients are those that matter for the output. Along the diagonal they are, across it they are not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flattening and concentration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An arrow for every layer, from its stored axes to others: to the left is flatter, up is more concentrated. The two are not the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Winner map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which coordinates give the least error at equal rate, for every matrix of every block: a number with ≈ is shared with others within 0.1 dB, and grey is no difference from the original. A click selects the layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Toy function</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One function, fitted by a Fourier series and by a small network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Toy parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same function in two sets of parameters: few large ones, or many of one size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Toy rate–distortion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the function costs in either set of parameters, with and without Hadamard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turning the axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The axes turned step by step, orthogonal all the way: the tail goes, the energy stands still.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kurtosis, largest coefficient and energy at every angle between the axes of the file and Hadamard&apos;s. A click turns the axes to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed ensemble</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The depth profile for several seeds of random axes: how much of it is luck.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The story in four plots.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outliers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which coefficients stick out, how far, and where they sit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn the axes by hand and watch the tail vanish while the energy stands still.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two coordinate systems side by side, with linked axes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Structure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a few directions hold, and whether taking them out saves bits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the large coefficients are those that matter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every block at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Toy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One function in two sets of parameters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Across the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>matrix in file order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No coordinate system is shown: press 0 to show all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file has no matrix to draw a profile of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaussian: 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L∞ / σ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input coordinate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output coordinate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>coefficient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clipped at ±%1: %2 beyond</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>|coefficient|</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>largest of %1 × %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 not finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coefficients of %1 in %2: the largest is %3 σ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaussian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file has no matrix to draw.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measuring …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>preview %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, fixed rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, coded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, entropy estimate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fixed rate (bits/weight)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rate of coded bytes (bits/weight)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rate, entropy estimate (bits/weight)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR of outputs (dB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The calibration knows nothing of the inputs of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR of the outputs of %1 at %2 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a tensor in the list of layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computing %1 …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been measured yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of the weights of %2 are not finite.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a vector: it has no rows and columns to compare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every weight of %1 is zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>coefficient / σ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>density (1/σ)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N(0, 1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kept fraction of the coefficients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>energy captured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shannon bound, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is off the scale: its basis alone takes %2 bits/weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits of the basis not counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR of weights (dB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaussian bound, 6.02 dB/bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR of %1 at %2 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These axes are not orthogonal: a coefficient&apos;s share of the output is not defined.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>coefficients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sensitivity needs second moments of the inputs: File &gt; Open calibration…; alidade-cli calibrate makes them from text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>|coefficient| / σ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sensitivity √(G·A), over its rms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sensitivity √A, over its rms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spearman ρ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>top 1 % in common: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the largest 1 % hold %1 of the energy and %2 of what comes out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>noise of the same median%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>edge of the noise%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>σᵢ / σ₁</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>≡ all coordinates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>≡ in all %1 coordinates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rank %1: %2 energy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; %2 + %3 = %4 bits, directly %5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>f of rank %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>residual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, at %3 dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rank of f</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>f + residual (bits/weight)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>coded directly: %1 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>f alone, float16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all at %1 dB; estimates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, ten largest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P(|W| &gt; t)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaussian quantile (σ)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quantile of the coefficients (σ)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fourier, Hadamard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fourier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MLP, Hadamard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MLP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input x</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fourier, %1 terms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MLP, %1 parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>relative error: Fourier %1, MLP %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parameter / σ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kurtosis: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kurtosis: Fourier %1, MLP %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entropy estimate, all parameters (bits)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fixed width, all parameters (bits)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MLP before rounding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped: F5 goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 without a curve that has this rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file has no matrices in blocks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. F5 goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>highest SQNR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>= no difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The figure %1 is too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The figure %1 is not there, or is no file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The figure %1 cannot be read: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 carries no recipe that it could be made of again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe in %1 is too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no recipe of a figure: &quot;format&quot; is not &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;version&quot; is not %1, the only one this program knows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A recipe has no part &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;plot&quot; is &quot;%1&quot;, which is none of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;commands&quot; is no list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;commands&quot; is no list of texts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The figure&apos;s file %1 is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The figure&apos;s file %1 is not in %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> nor in </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;view.model.file&quot; names no model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds no figure that can be made again. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model %1 has changed since the figure was made: its fingerprint is %2, not %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>symbols of equal length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>coded bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entropy of the symbols, an estimate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counted: %1, scales, basis.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counted: %1, scales, without the basis.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not orthogonal: it can be undone (there and back changes no weight by more than %2 of the largest), but energy and errors of its coefficients are not those of the weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 turns the axes and nothing else: going there and back changes no weight by more than %2 of the largest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not exact: there and back leaves an error of %2 of the largest weight. Take its numbers with care.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kurtosis %1 → %2, largest weight %3 σ → %4 σ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 made tails that were not there (%2): its axes are special ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There were no heavy tails for %1 to remove (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 made the tails heavier (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Under %1 the outliers are gone (%2) while the operator is the same: they are a property of the axes. That does not make the axes wrong; heavy tails also mark special ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The outliers did not vanish under %1 (%2): they are not a matter of these axes alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>top 1 % of the coefficients: %1 → %2 of the energy; Gaussian noise has %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 concentrates the energy (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 spreads the energy (%2): flattening is not concentration.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not concentrate (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 gains %2 dB at %3 bits with this quantizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 loses %2 dB at %3 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 makes no difference at %2 bits (%3 dB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; the entropy of the symbols goes from %1 to %2 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>: part of that gain is bits, not geometry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The axes of %1 cost next to nothing to send: a seed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The axes of %1 cost %2 bits/weight to send and gain what %3 bits would: they do not pay, unless they are fused into a neighbouring layer or shared by many.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The axes of %1 cost %2 bits/weight to send and gain what %3 bits would: they pay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All weights are equal: kurtosis and tails are undefined.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kurtosis %1 (a Gaussian has 3), largest weight %2 σ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights have heavy tails: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights look Gaussian: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tails are moderate: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Damage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Concentration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantized</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price of the axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outlier twin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sample model rescaled: the same function, but heavy outliers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A small Llama, trained on a text in the public domain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Synthetic layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random matrices with planted outliers, heavy tails, low rank.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL divergence from the float model (nats/token)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>noise floor (bfloat16 activations), %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>noise floor %1, far below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>float model, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Divergence over rate · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity over rate · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The study has no finished combination yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No combination of the study has such a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rate, symbols of equal length (bits/weight)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rate, entropy of the symbols (bits/weight)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL divergence (nats/token)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 combinations in %2 curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;size.%1&quot; is no number from %2 to %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;size.%1&quot; is neither true nor false.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;size.preset&quot; is none of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;size&quot; has no part &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;size.dpi&quot; is no whole number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over the angle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of these values is defined.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No weight of %1 is finite and other than zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The quantizer makes no error here: SQNR is infinite.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is off the scale: it takes %2 bits/weight or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>block (in the cells: gain in dB over the original)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No two curves have a rate in common that could be compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is left are not two different numbers: kurtosis and tails are undefined.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights that are no numbers: %1; infinite weights: %2. They are left out of every statistic.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2, Hadamard %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coefficients for an error of %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DCT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Four numbers of every list over those of Gaussian numbers, and where Hadamard takes them: to the Gaussian, wherever they were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Haar wavelet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How few coefficients of a fixed basis hold the function: a steep fall is a basis that fits it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MLP as one list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MLP, hidden matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Toy concentration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Toy outliers and concentration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>coefficients kept, largest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>crest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>energy in top 1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entropy at 4 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>error %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kurtosis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>relative function error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>samples, Hadamard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>× Gaussian numbers; arrows lead to Hadamard</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::AngleCard</name>
    <message>
        <source>Turned by all angles · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>energy / energy at 0°</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>angle of the butterflies (degrees)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kurtosis of a Gaussian: 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a tensor in the list of layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a vector: it has no input and output axes to turn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computing %1 …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over the angle</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::CalibrationIndicator</name>
    <message>
        <source>&amp;Another calibration …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close the calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>calibrated on %1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>calibrated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is measured with %1:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was measured on another file than the one that is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not open the calibration %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::ChipBox</name>
    <message>
        <source>Coordinates of the plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which coordinate system is drawn: the active one, or always the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>active</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::ChipButton</name>
    <message>
        <source>Coordinates: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click: show or hide. Key %1: bring to the front and back. Alt+click or Shift+%1: show alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click: show or hide. Alt+click: show alone.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::CommandPalette</name>
    <message>
        <source>Find anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command, tensor, metric, sample or recent file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command, tensor, metric, sample, recent file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::CompareCard</name>
    <message>
        <source>Distribution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Q–Q</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Energy compaction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coordinates of this half</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which of the shown coordinate systems stands here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plot of the comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What both halves show</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::CoordinateBar</name>
    <message>
        <source>Coordinate systems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a coordinate system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a coordinate system to the bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Show in the plots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring to the &amp;front</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove from the bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Defaults</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::CurveSurvey</name>
    <message>
        <source>%1 · curves</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::DepthCard</name>
    <message>
        <source>Metric of the depth profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metric drawn over the depth of the model</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::EngineBridge</name>
    <message>
        <source>Opening %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Toy experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for models on this machine</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::ExplainPanel</name>
    <message>
        <source>What the numbers say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a tensor to read what its numbers say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The comparison is with the original coordinates: show them to read it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::FigureDialog</name>
    <message>
        <source>Save figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SVG drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 dpi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Font size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title in the figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Legend in the figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview in grey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows whether the curves can be told apart where the figure is printed without colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview of the figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::FigureRenderer</name>
    <message>
        <source>The model %1 holds no tensor %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not everything that the figure shows could be computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The figure would show nothing. %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::HeatMapCard</name>
    <message>
        <source>Colours of the heat map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours for the sign and size of a coefficient, or for the decades of its magnitude</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>magnitude</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::InspectorModel</name>
    <message>
        <source>
… %1 bytes in all; copy the value to have the rest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 tensor, %1 parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tensors, %2 parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stored input × output, as GPT-2 does: rows are input channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>matrix %1 is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all %1 rows are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 matrices of %2 × %3, counted from 0; %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not measurable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensor: none is selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metadata (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metadata (%1 of %2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::InspectorPanel</name>
    <message>
        <source>No model is open. Open a file or a folder to read what it says about itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the metadata</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model, tensor and metadata</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the &amp;value as it is</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::JobIndicator</name>
    <message>
        <source>Progress of the running job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All jobs, each with a way to cancel it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop this job (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2/%3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::LayerFilter</name>
    <message>
        <source>&apos;%1&apos; lacks a field in front of the comparison.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; lacks a type, as in dtype:bf16.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a field, or begins several; there are %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; needs a number or a range after the colon, as in layer:4-12.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; needs a number after %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::LayerPanel</name>
    <message>
        <source>Filter: down_proj kurt&gt;10 layer:4-12</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter of the layer list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers (%1 of %2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No tensor matches &lt;b&gt;%1&lt;/b&gt;. &lt;a href=&quot;clear&quot;&gt;Clear the filter&lt;/a&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Filter by %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::LayerTableModel</name>
    <message>
        <source>scalar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (stack of %2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be measured: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1
%2, %3, %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not measured yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::LayoutMenu</name>
    <message>
        <source>&amp;Save the current layout as …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the layout:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::LocalModelsMenu</name>
    <message>
        <source>Looking …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of HF_HUB_CACHE, HF_HOME, XDG_CACHE_HOME and HOME is set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No models in the local cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looked in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They can be opened as folders; they are in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (main)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::MainWindow</name>
    <message numerus="yes">
        <source>%n row(s) copied</source>
        <translation>
            <numerusform>%n row copied</numerusform>
            <numerusform>%n rows copied</numerusform>
        </translation>
    </message>
    <message>
        <source>Alidade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the numbers say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Main toolbar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed of every random choice of axes: another seed, another set of axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session cannot be opened. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sample &apos;%1&apos; is not installed; ALIDADE_SAMPLE_DATA may name the folder with the samples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds no tensors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no model but a calibration.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not open %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not open %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model files (%1);;Figures and their recipes (*.pdf *.svg *.png *.json);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model file (Ctrl+O)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ope&amp;n folder …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Alt+O</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a sample that comes with the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;figure …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the current plot as PNG, SVG or PDF (Ctrl+E)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;data …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Shift+E</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+W</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Q</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open s&amp;tudy …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity and divergence over the rate, from a table that alidade-cli study has written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close st&amp;udy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open cali&amp;bration …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second moments of the inputs, for axes, quantizers and errors that depend on them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close calibrat&amp;ion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open from the &amp;local cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Shift+O</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder of a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibrations (*.h5 *.hdf5 *.safetensors *.npz *.npy *.gguf *.dat *.imatrix);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the table of a study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables of studies (*.csv);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Switch language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Alt+K</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch the language (Ctrl+Alt+K)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch the language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the rows of a list that has the focus, otherwise the current plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the &amp;data of the plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Shift+C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Filter layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ind anything …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands, tensors, metrics, samples, recent files (Ctrl+K)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Maximise the card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F11</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restore the cards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fit the plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic &amp;y axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic &amp;x axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Shift+L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plot as &amp;table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+T</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+F6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Shift+0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the des&amp;ktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Switch dark and light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Alt+D</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Coordinates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring to the &amp;front</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or &amp;hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove from the bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Analyze</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compute the tensor again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same role, &amp;next block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt+Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same role, &amp;previous block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt+Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next matri&amp;x of the stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt+PgDown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous ma&amp;trix of the stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt+PgUp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;More bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fewer bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+[</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the running &amp;job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel &amp;all jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Alidade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Alidade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;h3&gt;Alidade %1&lt;/h3&gt;&lt;p&gt;An instrument for the weights of language models under a change of coordinates.&lt;/p&gt;&lt;p&gt;Linear algebra: %2&lt;br&gt;Qt %3&lt;/p&gt;&lt;p&gt;The program is free software under the GPL, version 3 or later; its core under the Apache licence 2.0.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2) – Alidade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not open the study %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not open the calibration %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>add to the coordinates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what it means</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the same in all coordinates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Session saved as %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sessions (*%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program has ended without being closed. What it showed last can be restored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save s&amp;ession</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+S</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep model, selection, coordinates, zoom and layout in a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save session &amp;as …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Shift+S</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo the change of view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo the change of view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Shift+Z</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back to the last tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt+Left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the tensor looked at before (Alt+Left)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;orward to the next tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt+Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward to the tensor looked at after (Alt+Right)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Navigation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L&amp;ayouts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start the tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the model that is open, otherwise on the sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F9</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;End the tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In %1 there are %2 × NaN and %3 × infinity. They are left out of the statistics; a change of coordinates would spread them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::MessageBar</name>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::MetricsPanel</name>
    <message>
        <source>Metrics per coordinate system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coded (Huffman)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 · %3 · %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No tensor is selected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>metric</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::MetricsTableModel</name>
    <message>
        <source>≡ The same in every orthogonal coordinate system.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Depends on the coordinate system.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  null: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of a null model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It goes through the same change of coordinates. What the weights have beyond it is theirs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At %1 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>10 log₁₀ of signal power over squared error. 6.02 dB are worth one bit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output SQNR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>−10 log₁₀ of tr(E Σ Eᵀ) / tr(W Σ Wᵀ): what the layer&apos;s output loses, with the second moments Σ of its inputs from the calibration. n/a for a tensor that it does not know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MSE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>squared units of the weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean squared error of the weights; an orthogonal change of coordinates keeps it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits/weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shannon entropy of the symbols: an estimate of what an entropy coder would need. Flattening outliers usually raises it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Huffman</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean length of a Huffman code of the symbols, without its table: an estimate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coded (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of the bytes that the entropy coder wrote for the symbols, tables included: measured, and they decode.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scales and other side information of the quantizer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Basis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a decoder must be sent to know the axes. A seed costs next to nothing, a fitted basis a great deal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaussian gap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rate less what independent Gaussian weights need for the same error, at these bits. Below 0 where the code makes use of weights that are not Gaussian.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The error is that of the weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR of the outputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR of the weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against %1, the first coordinates of the bar, over the %2 that both curves reach. Negative: fewer bits. Curves of fewer than 4 points have none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BD-rate, bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BD-rate, %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>percent of the rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exactness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orthogonality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>max |TᵀT − I|</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the axes are from orthogonal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Energy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>| ‖W′‖ / ‖W‖ − 1 |</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the change of coordinates is from keeping the energy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>max |T⁻¹(T(W)) − W| / max |W|</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far there-and-back is from the weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 ± %3 over %n draws</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>, z = %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;br&gt;≡ equal in all shown coordinates to a part in 100 000</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::NullResults</name>
    <message>
        <source>%1 · nulls</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::Overview</name>
    <message>
        <source>Boards of plots</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::PlaneCard</name>
    <message>
        <source>Horizontal axis of the plane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What says how heavy the tails are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vertical axis of the plane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What says how much energy few coefficients hold</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::PlotCard</name>
    <message>
        <source>Fit to data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save figure…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maximise</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::PlotView</name>
    <message>
        <source>Plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 times %2 cells, values from %3 to %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 points, x from %3 to %4, y from %5 to %6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No value can be shown on this axis. Try the linear scale.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to show yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab-separated values (*.tsv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HDF5 (*.h5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save figure…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save data…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log x</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show references</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as table…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is this?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figure copied as image, SVG and table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figure copied as image and SVG.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data copied as a table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of these values is defined.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::QuantizerBar</name>
    <message>
        <source>Quantizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters of quantizer and coder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bit width that the tables and sentences speak of (Ctrl+[ and Ctrl+])</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>estimates only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No entropy coder: the table shows the entropy of the symbols, which is an estimate and no file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy coder whose bytes are measured at every bit width; it takes its time on large matrices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File, Open calibration gives it the second moments of the inputs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uses the second moments of the calibration.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defaults of %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::RateCard</name>
    <message>
        <source>rate counted as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What counts as rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>count basis bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What counts as quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR of weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR of outputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error of the weights, or of the layer&apos;s output on the text of the calibration (operator-weighted), for this plot and the BD-rates in the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charge what a decoder must be sent to know the axes. Without it, a fitted basis looks free, which it is only if it can be fused into a neighbouring layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fixed rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Symbols of equal length, as they are stored without an entropy coder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entropy estimate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Shannon entropy of the symbols: an estimate, no file has this size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>coded bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the entropy coder wrote, tables included. Choose a coder in the toolbar first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stands for the symbols in the rate of this plot and of the comparisons in the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>basis bits</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::RequestSet</name>
    <message>
        <source>Cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::RoleBox</name>
    <message>
        <source>Role of the tensors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which tensor of every block is drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every matrix</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::Screenshot</name>
    <message>
        <source>alidade: could not write the picture %1: %2
</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::SeedsCard</name>
    <message>
        <source>Number of seeds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seeds that are drawn for every coordinate system that has one, beginning with its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 seeds</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n seed(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Seed ensemble · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, median of %2 seeds, band from least to greatest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No visible coordinate system is drawn at random: show Hadamard or Haar.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::SplitCard</name>
    <message>
        <source>Rank of f</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank of the part f that is taken out: 0, 1, 2, 4 ... up to all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rank %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::StackBar</name>
    <message>
        <source>&amp;Matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matrix of the stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which matrix of the stack is measured, counted from 0 (Alt+Page Down and Alt+Page Up)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of 0–%1, %2×%3 each</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::StudyPage</name>
    <message>
        <source>Read again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads the file once more: a running study adds lines to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the model, or to the welcome page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is shown over the rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL divergence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stands for the symbols in the rate, beside scales and basis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fixed-length rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entropy rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Combinations of the study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>combinations: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Study %1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Study %1 · model %2 · %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::Tour</name>
    <message>
        <source>Looking for the matrix with the highest kurtosis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::TourPanel</name>
    <message>
        <source>Step of the tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop this check; the tour goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip the tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the tour and put the view back as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The step before (F9)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next step (F10); what you have changed is put back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for the matrix with the highest kurtosis.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be checked</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::ToyCard</name>
    <message>
        <source>Training a small network …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Run to train a small network.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::ToyConcentrationCard</name>
    <message>
        <source>Toy concentration</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::ToyFunctionCard</name>
    <message>
        <source>Toy function</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Function to fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed of the toy experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed of the function, of the network&apos;s start and of the rotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the toy experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the toy experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train the network again and round both sets of parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protocol of the toy experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual: 512 points, seconds. Reference: 4,096 points and a constant learning rate, as the expected outcomes were found; takes half a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reference protocol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>usual protocol</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::ToyMeasuresCard</name>
    <message>
        <source>Toy outliers and concentration</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::ToyParametersCard</name>
    <message>
        <source>Toy parameters</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::ToyRateCard</name>
    <message>
        <source>Toy rate–distortion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the toy parameters are rounded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fixed width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entropy coded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One width for all numbers, with a scale for each tensor or for every 64 numbers, or one step for all with entropy coding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>groups of 64</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::ToyResults</name>
    <message>
        <source>Stopped. Press Run to start over.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::TurningCard</name>
    <message>
        <source>Turn the axes by themselves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turns from the axes of the file to Hadamard&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Angle of the axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every butterfly of the fast Hadamard transform is a rotation by this angle: 0° are the axes of the file, 45° Hadamard&apos;s, and everything between is orthogonal as well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turned · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>energy × %1 · kurtosis %2 · L∞/σ %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0°: as stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>45°: Hadamard&apos;s butterflies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turning the axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a tensor in the list of layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a vector: it has no input and output axes to turn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computing %1 …</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::ViewOpener</name>
    <message>
        <source>It names no model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its model %1 is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has changed since the session was saved; its view is shown as far as it fits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds no tensor %2, which the session shows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The calibration %1 of the session is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::WelcomePage</name>
    <message>
        <source>Alidade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the weights of a language model under a change of coordinates: what stays, what moves, and what it is worth in bits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model file …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>or drop a file or a folder anywhere on this window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with a model as Hugging Face keeps it; File lists the local cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>eleven steps on the outlier twin, each measured while you read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::WinnerCard</name>
    <message>
        <source>fixed rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entropy estimate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>coded bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, basis not counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 at %2 bits, %3%4</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alidade::Workbench</name>
    <message>
        <source>%1 is a vector: it has no input and output axes to turn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled. Press F5 to compute it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · survey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 · curve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 · spectrum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 · coded bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 · tails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 · singular values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 · heat map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 · low rank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 · sensitivity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>claims</name>
    <message>
        <source>A random x of norm %1 gives y = Wx of norm %2, the same to the last bit from two readings of the file: this is what must not change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W holds values that are not finite, so y = Wx means nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two readings of the file give different y = Wx: the file has changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read as data, the weights have outliers: kurtosis %1 (a Gaussian has 3), the largest at %2 sigma, %3 of %4 beyond 6 sigma.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not hold here: kurtosis %1 (a Gaussian has 3), the largest at %2 sigma, %3 of %4 beyond 6 sigma: in the axes of the file this tensor has no outliers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This tensor has no finite weights that vary, so no statistics of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(WQ)(Q^T x) differs from Wx by %1 of its norm, and the spectral norm by %2 of itself, while kurtosis goes from %3 to %4 and L-infinity / sigma from %5 to %6. The inverse rotation acts on x.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not hold: (WQ)(Q^T x) differs from Wx by %1 of its norm and the spectral norm by %2 of itself, more than rounding explains.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not hold here: the operator is the same (%1), but so are the statistics: kurtosis %2 and %3, L-infinity / sigma %4 and %5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These coordinates are not orthogonal: the claim is about rotations.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kurtosis is above 10 in %1 of %2 matrices in the axes of the file and in %3 after the rotation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not hold here: kurtosis is above 10 in %1 of %2 matrices in the axes of the file and still in %3 after the rotation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not hold here: no layer has outliers in the axes of the file (kurtosis at most %1 in %2 matrices), so there is nothing that other axes could take away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With the channels in random order the kurtosis after random rotations stays within its spread over seeds (%1 and %2, z = %3), while the DCT&apos;s goes from %4 to %5 (z = %6): a frequency needs an order, a rotation does not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not hold here: random rotations do not see the order of the channels (kurtosis %1 and %2, z = %3), but neither does the DCT (%4 and %5, z = %6): these channels have no order, so the DCT is one more rotation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not hold: with the channels in random order the kurtosis after random rotations goes from %1 to %2, z = %3 beyond its spread over seeds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>90 % of the energy lies in %1 % of the coefficients in the axes of the file (spiky), %2 % after the rotation (flat; Gaussian noise %3 %), %4 % in principal axes (concentrated; noise in its own axes %5 %), whose basis costs %6 bits a weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not hold here: in the axes of the file 90 % of the energy lies in %1 % of the weights, as of Gaussian noise (%2 %): there is nothing to flatten. After the rotation %3 %, in principal axes %4 % (noise %5 %).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not hold here: after the rotation 90 % of the energy lies in %1 % of the coefficients and not in the %2 % of Gaussian noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not hold here: principal axes hold 90 % of the energy in %1 % of the coefficients, Gaussian noise in its own principal axes in %2 %: no concentration beyond chance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rotation gains %1 dB at 3 and %2 dB at 4 bits of fixed width, and %3 and %4 dB with entropy coding at equal entropy. Principal axes gain %5 dB at 4 bits with entropy coding, %6 dB once their basis is paid for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not hold here: the rotation gains %1 dB at 3 and %2 dB at 4 bits of fixed width, less than 0.3: these weights are nearly Gaussian already. With entropy coding %3 and %4 dB; principal axes %5 dB, %6 dB with their basis.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not hold here: the rotation gains %1 dB at 3 and %2 dB at 4 bits of fixed width, but %3 and %4 dB with entropy coding too. Principal axes %5 dB, %6 dB with their basis.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magnitude and sensitivity of weights have a rank correlation of %1 within columns (%2 overall, median of %3 matrices). Zeroing the top 1 % by magnitude costs %4 nats a token, by sensitivity %5, drawn at random %6.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not hold here: magnitude and sensitivity go together, rank correlation %1 within columns (%2 overall, median of %3 matrices). Zeroing the top 1 % by magnitude costs %4 nats a token, by sensitivity %5, drawn at random %6.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not decided here: the rank correlation of magnitude and sensitivity is %1 within columns, between 0.2 and 0.5 (%2 overall, median of %3 matrices). Zeroing the top 1 % by magnitude costs %4 nats a token, by sensitivity %5, drawn at random %6.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank %1 holds %2 % of the energy and leaves a residual of kurtosis %3 (W itself: %4); at %5 dB both take %6 bits a weight together, W alone %7.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not hold here: at %5 dB the cheapest split (rank %1, %2 % of the energy, residual kurtosis %3, W itself %4) takes %6 bits a weight, W alone %7.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One function with relative error %1 from %2 Fourier coefficients and %3 from %4 weights of a network; kurtosis of the parameters %5 and %6; rounded to twice that error they take %7 and %8 bits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be compared: the relative errors of the Fourier fit (%1) and of the network (%2) are more than 3 dB apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not hold here: with equal function error the parameters have kurtosis %1 and %2 and take %3 and %4 bits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One operator, two parameter files: logits differ by %1 of their norm, the median kurtosis of down_proj is %2 here and %3 in the twin, and perplexity goes from %4 to %5 here and to %6 there at 4 bits (3 bits: %7 and %8).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not hold here: logits differ by %1 of their norm, but so little do the files: median kurtosis of down_proj %2 and %3, perplexity at 4 bits %4 and %5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are not twins: their logits differ by %1 of their norm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot tell: there is no text. Choose one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot tell: there is no twin model beside this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot tell: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights as an operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value-centric view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same operator, other axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outliers are relative to axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An axis change is not a frequency transform</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flattening is not concentration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate and distortion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magnitude is not sensitivity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Functional part and residual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Toy: Fourier and a network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One operator, two parameter files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights parameterise an operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outliers belong to coordinates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magnitude is not importance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotations are no frequency transforms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotations flatten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gains come from alignment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights lie near a manifold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A functional part and a residual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotations leave the function</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed 000, section 3; ledger, line 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotations multiplied into the weights in pairs leave what the model computes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relative difference of the logits on drawn tokens for R1, R2, R4 and all of them; beside it a model in which one counter-rotation is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds below 1e-4 for each rotation; cannot tell if the broken model is not seen either.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One operator, many weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed 000, section 2; ledger, line 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same function has weights with quite other statistics.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels rescaled by a drawn gauge, and so that coupled rows and columns are equally long: relative difference of the logits, and the median kurtosis of the matrices before and after the one that changes it more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds if the logits agree to 1e-4 and the kurtosis changes more than twofold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotations keep the norm, not the tails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed 004, section 3; ledger, line 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An orthogonal change of coordinates keeps norm and singular values and changes L-infinity and kurtosis.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relative change of the norm, of the sum of the fourth powers of the singular values, of kurtosis and of L-infinity, matrix by matrix.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds in a matrix if the first two are below 1e-5 and one of the others above 1 %.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outliers vanish under rotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed 003, idea 3; ledger, line 4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outliers of the file&apos;s axes are gone in rotated ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kurtosis of every matrix in the axes of the file and after the rotation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds if some matrices have kurtosis above 10 and at most half as many after the rotation; does not without outliers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotations lower the kurtosis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed 004, section 6; ledger, line 7</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The entries of rotated matrices have lighter tails.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kurtosis of every matrix before and after the rotation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds in a matrix if it is lower after the rotation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outliers come from misaligned axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed 003, idea 3; seed 004, section 4; ledger, line 5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Axes that are not aligned with the weights make heavy tails; so random axes, which are surely not, must have them at least as heavy as the file&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kurtosis in the axes of the file against 8 random rotations of both sides.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds in a matrix if random axes have heavier tails by 4 spreads, does not if the file&apos;s have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outliers can be rescaled away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed 004, section 2; ledger, line 5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outliers belong to the choice among equivalent weights: scales of neighbouring channels remove them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kurtosis of the matrices above 10, before and after the gauge that makes coupled rows and columns equally long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds in a matrix if it is at most 10 afterwards; the logits must agree to 1e-4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed 000, section 3; ledger, line 4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two files of one function differ in outliers and in what rounding does to them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logits, median kurtosis of down_proj, and perplexity after rounding to 4 bits, here and in the twin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds if the logits agree to 1e-4, the kurtosis differs more than twofold and the logarithm of the perplexity by more than 0.05.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outliers carry nothing of their own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E4; seed 000, section 7; ledger, line 6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zeroing the largest weights costs no more than taking the same energy in rotated coordinates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean KL divergence with the top 0.1 % of every matrix zeroed, and with the largest rotated coefficients of the same energy zeroed; also matrix by matrix, and the largest single weight of each down_proj.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds if the first is at most twice the second for the whole model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magnitude does not predict sensitivity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E5; seed 004, section 5; ledger, line 6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A large weight is not a sensitive one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank correlation of |w| and the diagonal of the Fisher information, within columns, matrix by matrix.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds in a matrix below 0.2, does not above 0.5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Few directions are sensitive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E6; seed 000, section 5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes of equal size matter much in some directions and little in others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fisher cost of a change along the leading 1 % of the principal directions of the inputs over that along the last 1 %, in up to 14 matrices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds in a matrix if the ratio is at least 10, does not if it is at most 2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The DCT has no meaning for channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed 003, idea 4; seed 001, section 5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels have no order, so a cosine transform of them is one more rotation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kurtosis after the DCT of the columns in the file&apos;s order against 8 random orders.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds in a matrix if |z| is below 4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotations flatten and do not concentrate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed 004, section 7; seed 003, idea 5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After a random rotation the energy is spread as evenly as in noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the coefficients that holds 90 % of the energy, and energy of the top 1 %, after the rotation and for Gaussian numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds in a matrix if both are within a tenth of the Gaussian values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotations lower the entropy, equal steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed 004, section 6; ledger, line 8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy decreases under rotation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy of the weights rounded to multiples of sigma / 4, before and after the rotation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds in a matrix if it falls by more than 0.005 bits, does not if it rises.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotations lower the entropy, equal bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy of 4-bit symbols decreases under rotation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy of the weights rounded to 4 bits with the largest weight of the matrix as scale, before and after.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotations help rounding as predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E1; seed 000, section 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L-infinity falls to its Gaussian value, and the error of rounding by what that predicts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounding to 4 bits with a scale for each row: gain by the rotation, gain computed from the largest weights of the rows, and L-infinity / sigma.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds in a matrix if the gain is above 0.3 dB and within 1 dB of the prediction and L-infinity within 15 % of its Gaussian value; does not below 0.3 dB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flattening saves bits with entropy coding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E2; ledger, line 11</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotated coordinates need fewer bits than the file&apos;s at equal error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy of uniform quantization at a relative error of 0.01: file, Hadamard, Haar.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds in a matrix if a rotation saves more than 0.005 bits, does not if it saves none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotations explain INT4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed 000, section 1; ledger, line 9</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That 4 bits suffice is owed to the rotation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean KL divergence after rounding to 4 bits with a scale for each row: file, rotated, with scales of least squared error, with both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds if the rotation halves the cost and does no less than better scales.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aligned axes concentrate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed 004, section 7; seed 001, section 6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In principal axes the energy lies in fewer coefficients than chance allows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the coefficients that holds 90 % of the energy in principal axes, for the weights and for noise in its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds in a matrix if it is lower than that of noise by a tenth.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Concentration beats flattening, unpaid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed 003, idea 5; ledger, line 11</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the basis cost nothing, aligned coordinates would need fewer bits than rotated ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy at a relative error of 0.01 in principal axes of the shorter side and after the rotation, with the best of three entropy models, minus what noise gains in its own axes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds in a matrix if it saves more than 0.02 bits a weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alignment wins after paying for its basis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E3; seed 003, idea 5; ledger, line 11</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An aligned basis saves more bits than it costs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits at a relative error of 0.01 against the better of file and rotation: in a basis shared along the residual stream, made of one half of the layers and tested on the other, and in the matrix&apos;s own; 8 bits for each entry of the basis, minus what noise gains.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds in a matrix if more than 0.05 bits a weight are left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights fill few dimensions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E7; seed 003, idea 2; ledger, line 10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights lie near a manifold of few dimensions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TwoNN dimension of the rows and participation ratio of the spectrum over the lowest of Gaussian noise and shuffled weights; beside them TwoNN of rotated weights, which have the same spectrum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds in a matrix if both are at most half of every null, does not if one is above 0.8 of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights are smooth over the depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E8; seed 001, section 7</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights are a smooth function of the layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Energy in the lowest quarter (at least 2) of the cosine coefficients along the depth against 200 shuffled orders, and the bits that two bands save beyond them; each kind of matrix, neurons and heads as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds for a kind if z is above 3 and more than 0.01 bits a weight are saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low rank and residual take fewer bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed 003, idea 6; ledger, line 12</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A functional part and its residual take fewer bits than the weights alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits at 20 dB of the best low-rank split, factors of 8 bits paid for, against direct coding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds in a matrix if the split takes fewer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One function, two distributions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed 001, section 8; ledger, line 13</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same function has parameters of quite other distributions in another basis.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fourier coefficients and a network fitted to one function: kurtosis of the parameters and bits at twice the error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds if the errors agree to 3 dB and both differ more than twofold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With %1 of %2 rotations multiplied into the weights the logits differ by less than 1e-4 of their norm (at most %3); with one counter-rotation left out on purpose they differ by %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rescaled channels leave the logits within %1 of their norm, while the median kurtosis of %2 matrices goes from %3 to %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In %1 of %2 matrices the norm (to %3) and the singular values (to %4) are the same after the rotation and the statistics of the entries are not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kurtosis falls in %1 of %2 matrices, in the median from %3 to %4 (highest: %5 and %6; a Gaussian has 3).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random axes have heavier tails than those of the file in %1 of %2 matrices and lighter ones in %3: median kurtosis %4 in the file, %5 in random axes. Tails that random axes do not have speak for axes that training prefers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of %2 matrices with kurtosis above 10, %1 come below it when neighbouring channels are rescaled (logits change by %3 of their norm); median kurtosis %4 before and %5 after.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot tell: no matrix has kurtosis above 10 (the highest is %1), so there is nothing to take away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zeroing the top 0.1 % by magnitude in every matrix costs %3 nats a token, the same energy in rotated coordinates %4: %5 times as much. One matrix at a time it costs at most twice as much in %1 of %2. The largest single weight of down_proj costs up to %6.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank correlation of |w| and Fisher sensitivity within columns: below 0.2 in %1 of %2 matrices, above 0.5 in %3; median %4 (%5 over whole matrices; top 1 % of both in common: %6 %).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A change of equal size along the strongest input directions costs more than ten times what it costs along the weakest in %1 of %2 matrices; median ratio %3. On the largest against the smallest weights the ratio is %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The DCT does not tell the order of the channels from random ones (|z| &lt; 4) in %1 of %2 matrices; largest |z| %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After the rotation the energy is spread as in Gaussian noise in %1 of %2 matrices: 90 % of it in %3 % of the coefficients (noise %4 %), %5 % of it in the top 1 % (noise %6 %); in the file %7 % and %8 %.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At equal step entropy falls in %1 of %2 matrices and rises in %3; median change %4 bits a weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At 4 bits, one scale a matrix, entropy falls in %1 of %2 matrices and rises in %3; median %4 bits a weight in the file and %5 after the rotation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounding to 4 bits gains more than 0.3 dB by the rotation, and what theory says, in %1 of %2 matrices; less than 0.3 dB in %3. Median gain %4 dB (predicted %5), L-infinity / sigma from %6 to %7 (Gaussian: %8).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At D = 0.01 with entropy coding rotated coordinates take fewer bits in %1 of %2 matrices and no fewer in %3; median rates: file %4, Hadamard %5, Haar %6 bits a weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounding to 4 bits costs %1 nats a token in the file&apos;s axes, %2 rotated, %3 with scales of least squared error and %4 with both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Principal axes hold 90 % of the energy in fewer coefficients than those of noise by a tenth or more in %1 of %2 matrices; median %3 % against %4 %.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At D = 0.01 principal axes, not paid for, take more than 0.02 bits a weight less than rotated coordinates beyond what noise shows, in %1 of %2 matrices; median gain %3, noise %4 bits a weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Once the basis is paid for, an aligned basis gains more than 0.05 bits a weight in %1 of %2 matrices. Median net gain: basis shared by layers, tested on others %3 (basis %4, before paying %5); own basis %6 bits a weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TwoNN dimension and participation ratio are at most half of what noise and shuffled weights show in %1 of %2 matrices, and one of them above 0.8 of it in %3; median TwoNN %4 (noise %5; rotated weights, of the same spectrum, %6), participation ratio %7 (noise %8).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low coefficients along the depth hold more energy than in shuffled layers (z &gt; 3) and save bits in %1 of %2 kinds of matrices; largest z %3, largest net gain %4 bits a weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot tell: it takes four layers of one shape to speak of a course over the depth.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At 20 dB a low-rank part and its residual take fewer bits than the matrix alone in %1 of %2 matrices; median rates %3 and %4 bits a weight, at the best rank %5 of the energy in the low-rank part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot tell: no matrix has finite weights that vary.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>Original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights as they stand in the file: one axis per input and output channel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hadamard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Randomized Hadamard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random signs, then a Hadamard matrix: spreads every weight over all channels. Expected kurtosis 3 - 2k/n whatever it was before; flattens, never aligns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>which axes change: rows (output channels), columns (input channels), or both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>size of the diagonal blocks in channels; full (0) transforms the whole axis at once, head one attention head at a time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed of the random choices; the decoder needs only this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>random signs before the Hadamard matrix, or none: the plain one adds up what weights of equal sign have in common</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Principal axes (PCA)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eigenvectors of W^T W (columns) or W W^T (rows): concentrates energy as far as any orthogonal map of that side can. The basis belongs to this matrix alone and has to be stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Basis bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits charged for each number of a stored basis, which is rounded to as many and made orthogonal again; 0 shows the curve as if the basis were free; 1 is refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Centre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>second moments about zero, or about the mean of each channel; the map stays orthogonal and nothing is subtracted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DCT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cosine transform (DCT-II)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orthonormal cosines along the channels, no side information. Concentrates what changes slowly from one channel to the next; channels in arbitrary order show what a random basis shows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Haar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random rotation (Haar)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A uniformly random orthogonal matrix, made from the seed by QR of Gaussian numbers: the null that every chosen basis is compared with. Costs n^3 operations and n products a weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SVD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Singular axes (SVD, both sides)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>U^T W V: all energy on one diagonal. The two bases hold as many numbers as the matrix itself and are charged as m(m+1)/2 + n(n+1)/2 numbers of reflections; without them this is a mirage.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Permutation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random order of channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same axes in an order drawn from the seed: the null for everything that looks at neighbours (groups of a quantizer, cosines). Values do not change, so neither do kurtosis and the largest weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By energy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels by energy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same axes, the channel of largest energy first. Changes what shares a group of a quantizer; the order is charged log2 n! bits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scaled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scaled channels, then Hadamard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Divides every channel by its rms to the power alpha (16 bits a channel), then random signs and a Hadamard matrix. Not orthogonal: energy and spectrum change, and the error of coefficients is not that of weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how far channels are brought to equal energy: 0 not at all, 1 entirely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path from original to Hadamard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turns all pairs of the fast Hadamard transform by one angle: 0 degrees are the original axes, 45 degrees the randomized Hadamard matrix up to signs, everything between is orthogonal too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Angle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>degrees from the original axes to Hadamard&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turned by an angle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turns all pairs of the fast Hadamard transform by one angle, nothing random: 0 degrees are the original axes, 45 degrees a Hadamard matrix up to signs, everything between is orthogonal too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>degrees that every pair is turned by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least kurtosis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learned: least kurtosis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotations of blocks learned to flatten: pairs of axes are turned to the angle of least sum of fourth powers until none moves. Flattens below the 3 of random rotations; the basis is charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how many starts are tried, the best one wins: original axes, Hadamard, principal axes, then random rotations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fit on all samples, or on a random half and report the objective on the other half too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>half</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Concentrated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learned: most concentrated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotations of blocks learned to align: pairs of axes are turned to the angle of most concentrated energy. Finds concentration in noise as well: compare with holdout. The basis is charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Criterion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>largest sum of fourth powers, or largest variance of the squares on each axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quartimax</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>varimax</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least L1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learned: least L1 norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotations of blocks learned to make the sum of |w| small, by gradient descent with Cayley steps: as many weights near zero as the energy allows. The basis is charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learned: least rounding error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotations of blocks learned for absmax rounding with one scale for each row and block: descent on a smooth stand-in for the largest weight, judged by the true error. The basis is charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits of the rounding that the rotation is learned for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotation from a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An orthogonal matrix M of your own from any readable file: W&apos; = W M on columns, M^T W on rows, repeated along the axis where it is smaller. Refused if max |M^T M - I| is above 0.001.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file that holds the matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name of the matrix in the file; may be left out if it is the only one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Principal axes of the inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eigenvectors of E[x x^T] of the layer&apos;s inputs, from a calibration file: the axes in which errors of the output add up channel by channel. The basis has to be stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>K-FAC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curvature axes (K-FAC)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eigenvectors of E[x x^T] of the inputs (columns) and of E[delta delta^T] of the gradients at the outputs (rows), from a calibration file: the axes of the Fisher matrix. Both bases have to be stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‖W‖₂ (Frobenius)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‖W‖₂</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sqrt(sum w^2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Energy of the weights. No orthogonal change of coordinates can move it: if it moves, the program is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L∞</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>max |w|</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The largest weight: what sets the step of an absmax quantizer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L∞ / ‖W‖₂ (OS1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L∞/‖W‖₂</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>max |w| / sqrt(sum w^2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outlier score OS1. It depends on the size of the matrix: never compare it across shapes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L∞ / σ (crest factor)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L∞/σ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>σ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>max |w| / sqrt(mean w^2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the largest weight stands out; QuIP&apos;s incoherence μ is the same number. A Gaussian matrix of 2^20 weights has 5.01, of 2^24 5.52.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crest factor above Gaussian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L∞/σ − E</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>max |w| / sqrt(mean w^2) - E of the same for N Gaussian weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The crest factor freed from the size of the matrix: 0 for Gaussian weights of any number; a Laplace matrix of 2^20 weights has 5.20.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sum w / N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Average weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sum (w - mean)^2 / N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Population variance, centred. Not exactly invariant: the mean may move.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skewness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sqrt(N) sum (w - mean)^3 / (sum (w - mean)^2)^(3/2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lopsidedness: 0 for every symmetric distribution, 2 for the exponential one. Its standard error for Gaussian weights is sqrt(6 / N).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kurtosis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N sum (w - mean)^4 / (sum (w - mean)^2)^2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the tails: uniform 1.8, Gaussian 3, Laplace 6. A randomized Hadamard transform brings it to 3 - 2k/n on average. Heavy tails can also mean that the axes are privileged ones, not wrong ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Excess kurtosis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kurtosis − 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kurtosis - 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kurtosis above the Gaussian&apos;s: uniform -1.2, Gaussian 0, Laplace 3, t with 5 degrees of freedom 6. Its standard error for Gaussian weights is sqrt(24 / N).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share beyond 3σ (OS2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&gt; 3σ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>#(|w| &gt; 3 sigma) / N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaussian 0.0027, Laplace 0.0144, uniform 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share beyond 6σ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&gt; 6σ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>#(|w| &gt; 6 sigma) / N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What most papers call outliers. A Gaussian has 2e-9: in practice none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tail index (Hill)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hill α</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>k / sum ln(x_i / x_(k+1)) over the k largest |w|, k = max(10, round(N / 1000))</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exponent of the tail P(|w| &gt; x) ~ x^-alpha with a standard error of alpha / sqrt(k). Of 10^6 weights with t tails of 3 degrees of freedom it reads 3.0, Laplace 8, Gaussian 13: one k proves nothing, look at the Hill plot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Concentration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Participation ratio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(sum w^2)^2 / sum w^4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of weights that share the energy: N for equal magnitudes, N/3 for a Gaussian, 1 for a single spike. It is N / kurtosis (uncentred), so it is no independent evidence beside kurtosis.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Participation ratio / N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PR / N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(sum w^2)^2 / (N sum w^4)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the weights that share the energy: uniform 5/9, Gaussian 1/3, Laplace 1/6, t with 5 degrees of freedom 1/9.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropic effective count / N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N eff / N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exp(-sum p ln p) / N, p = w^2 / sum w^2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the weights that share the energy, by its entropy. Uniform 0.649, Gaussian 0.482, Laplace 0.316, a single spike 1/N.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hoyer sparsity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hoyer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(sqrt N - sum |w| / sqrt(sum w^2)) / (sqrt N - 1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 where all magnitudes are equal, 1 for a single spike. Uniform 0.134, Gaussian 0.202, Laplace 0.293.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gini index of |w|</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gini |w|</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sum (2i - N - 1) a_(i) / (N sum a), a = |w| ascending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inequality of the magnitudes: 0 where all are equal, 1 - 1/N for a single spike. Uniform 1/3, Gaussian 0.414, Laplace 0.5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gini index of w²</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gini w²</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sum (2i - N - 1) a_(i) / (N sum a), a = w^2 ascending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inequality of the energies. Uniform 0.5, Gaussian 0.637, Laplace 0.75.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Energy in the top 0.1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top 0.1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sum of the k largest w^2 / sum w^2, k = max(1, round(0.001 N))</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Concentration: 1 means that these weights are everything. Gaussian 0.0127.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Energy in the top 1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top 1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sum of the k largest w^2 / sum w^2, k = max(1, round(0.01 N))</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Concentration: 1 means that these weights are everything. Gaussian 0.0845, Laplace 0.162, uniform 0.0297.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Energy in the top 10 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top 10 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sum of the k largest w^2 / sum w^2, k = max(1, round(0.1 N))</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Concentration: 1 means that these weights are everything. Gaussian 0.439, Laplace 0.595, uniform 0.271.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coding gain of columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>10 log10 of arithmetic over geometric mean of the mean w^2 of the columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate that columns of unequal energy save at high rate, if each has its own step; undefined if one is all zero. A fitted basis finds gain in pure noise: a square Gaussian matrix in its own PCA basis reads 4.343 dB, one of 4:1 0.595 dB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits/weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1/2 log2 of arithmetic over geometric mean of the mean w^2 of the columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate that columns of unequal energy save at high rate, if each has its own step; undefined if one is all zero. A fitted basis finds gain in pure noise: a square Gaussian matrix in its own PCA basis reads 0.721 bits, one of 4:1 0.099 bits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coding gain of rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>10 log10 of arithmetic over geometric mean of the mean w^2 of the rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate that rows of unequal energy save at high rate, if each has its own step; undefined if one is all zero. A fitted basis finds gain in pure noise: a square Gaussian matrix in its own PCA basis reads 4.343 dB, one of 4:1 0.595 dB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1/2 log2 of arithmetic over geometric mean of the mean w^2 of the rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate that rows of unequal energy save at high rate, if each has its own step; undefined if one is all zero. A fitted basis finds gain in pure noise: a square Gaussian matrix in its own PCA basis reads 0.721 bits, one of 4:1 0.099 bits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy at a step of σ/4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>H at σ/4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>H(round(4 w / rms)) + (K - 1) / (2 N ln 2), K symbols seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What an entropy coder pays at a fixed step, with Miller and Madow&apos;s correction. Gaussian 4.051, Laplace 3.949, uniform 3.87: at equal variance the Gaussian costs most, so that rotating raises it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differential entropy (histogram)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>h histogram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>H(round(16 w / rms)) + log2(1/16), of w / rms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differential entropy at unit variance: Gaussian 2.047, t with 5 degrees of freedom 1.980, Laplace 1.943, uniform 1.81 (1.792 but for its edges).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differential entropy (Vasicek)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>h Vasicek</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean of log2(N (w_(i+m) - w_(i-m)) / (2 m rms)), m = round(sqrt N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same from the spacings of the sorted weights, without bins. Undefined where more than m weights are equal: weights of few values have no density.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Negentropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>J</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1/2 log2(2 pi e) - h (Vasicek)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What an entropy coder saves against Gaussian weights at the same step, and what a rotation loses: Gaussian 0, Laplace 0.104, t with 5 degrees of freedom 0.068, uniform 0.255. Of few weights the estimate is a little off: read it against its null.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance to Gaussian (W₁ of the Q-Q plot)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W₁ Gaussian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean of |w_(i) / rms - Phi^-1((i - 1/2) / N)|</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the weights have to be moved, in units of σ, to be Gaussian: Laplace 0.145, uniform 0.154. Dependent weights have no honest p-value, so that none is given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dimension</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Intrinsic dimension of the rows (TwoNN)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TwoNN dim.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dimensions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(N - 1) / sum ln(r2 / r1) over at most 2048 rows, r1 and r2 to the two nearest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only values up to about 10 can be believed: 2048 rows of pure noise in 2048 dimensions read 274, in 256 dimensions 82. Read it against its null. Turning the columns alone does not move it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Effective rank (Roy-Vetterli)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eff. rank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exp(-sum p ln p), p = s_i / sum s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy of the singular values. A square Gaussian matrix has 0.805 n, a 4:1 one 0.966 n: high values are what noise looks like.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy rank of the energies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy rank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exp(-sum p ln p), p = s_i^2 / sum s^2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy of the energies, not of the singular values as in the effective rank: smaller. Noise of p x n has p exp(-p / 2n), a square matrix 0.607 p.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Participation ratio of the spectrum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spectrum PR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(sum s^2)^2 / sum s^4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of directions that share the energy. Noise of p x n has p / (1 + p/n): a square one of full rank reads half of its rank.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stable rank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sum s^2 / s_1^2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Energy in units of the strongest direction&apos;s. Noise of p x n has p / (1 + sqrt(p/n))^2, a square matrix p / 4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spectral norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‖W‖ spectral</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>s_1, the largest singular value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The most that the matrix can stretch a vector. Noise of p x n and standard deviation sigma has sigma (sqrt n + sqrt p).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Power-law exponent of the spectrum (WeightWatcher α)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WW α</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 + n / sum ln(x / xmin) over eigenvalues x &gt;= xmin of W^T W, xmin of least Kolmogorov distance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heavy-tailed self-regularisation calls 2 to 6 well trained. Heavy-tailed entries alone read the same (independent t weights with 2.5 degrees of freedom 3.2), and Gaussian noise anything from 4 to 20 by where the tail is found to begin. Compare it with its shuffled null and that null&apos;s spread.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise level of the spectrum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MP σ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>median singular value / (sqrt(larger side) times the median of the Marchenko-Pastur law)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard deviation of independent entries whose spectrum has this median: the rms for pure noise, less where the energy sits in a few directions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spikes beyond the noise bulk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MP spikes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number of singular values beyond the 99 % point (Tracy-Widom) of the largest one of noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Directions that noise of the estimated level does not make; pure noise has none in 99 of 100 matrices. A planted direction of strength theta shows from theta &gt; (p/n)^(1/4) on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Energy in the spikes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spike energy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sum of s^2 over the spikes / sum s^2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the energy in directions beyond the noise bulk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance of the bulk from Marchenko-Pastur</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MP distance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>largest difference of the distribution functions, spikes left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 for a large noise matrix (about 1 over its smaller side), at most 1. Heavy tails of the entries and correlations both raise it: the shuffled null tells them apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank worth keeping (Gavish-Donoho)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GD rank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number of singular values above omega(p/n) times the median one; omega(1) = 2.858</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Singular values whose removal costs more than the noise they carry. omega is 2.858 for square matrices, 2.171 at 1:2, 1.837 at 1:4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaussian noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N0: independent normal weights of the same shape and rms. What is left when nothing is learned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shuffled weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N2: the same weights in random places. Keeps the distribution, destroys rows, columns and spectrum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise with the same row and column scales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N1: normal weights times the scales of rows and columns (Sinkhorn). Keeps unequal channels only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same spectrum, random axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N3: the weights between two random rotations (Haar). Keeps the singular values, destroys the axes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Permuted rows and columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N4: the same rows and columns in random order. Keeps everything but the order along the axes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantiles against the Gaussian&apos;s (Q-Q)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>normal quantile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>w / σ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phi^-1((i - 1/2) / N) against w_(i) / rms: on the diagonal where the weights are Gaussian.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tail (survival function)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>|w| / σ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P(|W| &gt; t)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the weights with a magnitude of at least t, down to one weight of N; the ten largest as points; and what Gaussian weights of the same rms read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hill plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>largest weights k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tail index α</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tail index from the k largest magnitudes, with its standard error alpha / sqrt(k), and what Gaussian weights read. A power law shows as a level stretch, not as one value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Singular values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>singular value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Singular values by rank beside those of noise with the same median (Marchenko-Pastur), the edges of that bulk, and both densities over the singular value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rms, kurtosis, L∞/rms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Root mean square, kurtosis and crest factor of every row (output channel).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Root mean square, kurtosis and crest factor of every column (input channel).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocks of 128</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share of the blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Root mean square, kurtosis and crest factor of 128 consecutive weights of a row (a quantizer&apos;s group), sorted: the value that a share of the blocks does not exceed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uniform (round to nearest)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Equal steps, one step size per tensor, row, column or group. What most integer formats do, and the one that outliers hurt most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits per symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights that share a scale: 32, 64, 128, ... of a row, or row, column, tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how a scale is stored: float16, float8 E4M3 times one float32, or a power of two</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>f16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>f8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>e8m0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clipping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>absmax: the largest weight sets the scale; mse: the scale of least squared error among 81</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>absmax</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zero point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>symmetric about zero, or asymmetric with a zero point of as many bits as a symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>symmetric</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asymmetric</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy-coded uniform (ECSQ)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One step for the tensor and as many levels as it takes: outliers cost code length, not precision. For use with an entropy coder; bits are the entropy of the symbols.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entropy of the symbols in bits per weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the step instead of the entropy, in units of the weights (of their rms in groups); 0 for none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconstruction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>levels at the stored means of their cells, or in the middle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>centroid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>midpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dead zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what is added before the fraction is cut off, in steps: 0.5 rounds, less widens the cell of zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy-coded uniform, optimised rounding (RDOQ)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As ecsq, but each weight takes the level of least error plus code length. Gains 0.05 dB on heavy tails at low rates, nothing on Gaussian weights at 2 bits or more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lambda</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>squared steps of error that a bit is worth; ln 2 / 6 = 0.1155 at high rates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lloyd-Max</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The levels of least squared error for a fixed number of bits, designed on the weights or for a known density.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what the weights of a group are divided by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Design</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>levels designed on the weights, which are stored, or for a density, which are not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gaussian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>laplace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NF4 (QLoRA)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sixteen quantiles of the normal distribution, scaled to the largest weight of each block.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits per symbol, which this format does not let one choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how a block&apos;s scale is stored: float32 (0.5 bit a weight at 64), float16, or double quantization (0.127)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>f32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>double</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FP4 (E2M1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Floats 0, 0.5, 1, 1.5, 2, 3, 4, 6 with sign, scaled to the largest weight of each block.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how a block&apos;s scale is stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MXFP4 (OCP)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocks of 32 four-bit floats with a power of two as scale; the largest weight may be clipped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NVFP4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocks of 16 four-bit floats with a float8 scale, relative to one float32 for the tensor. Better on heavy tails than on Gaussian weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FP8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eight-bit floats, scaled so that the largest weight becomes the largest number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits of exponent and mantissa</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>e4m3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>e5m2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MXFP8 (OCP)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocks of 32 eight-bit floats with a power of two as scale.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ggml q4_0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ggml&apos;s four-bit type: blocks of 32 with a float16 scale, 4.5 bits a weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ggml q8_0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ggml&apos;s eight-bit type: blocks of 32 with a float16 scale, 8.5 bits a weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ggml q4_K</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ggml&apos;s four-bit k-quant: super-blocks of 256 with six-bit scales and offsets for each 32, 4.5 bits a weight. Without importance matrix.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ggml q6_K</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ggml&apos;s six-bit k-quant: super-blocks of 256 with eight-bit scales for each 16, 6.5625 bits a weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TurboQuant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows over their rms with the best levels for a random direction: for rotated weights. With stages = 2, inner products are unbiased and the error is larger; slow (a Gaussian matrix of columns squared).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1: levels alone; 2: one bit less, and signs of a projection of the rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed of the projection of two stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E8 lattice, entropy-coded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eight weights at a time on the densest lattice, one step for the tensor; 0.65 dB better than ecsq at high rates, worse at low ones. For use with an entropy coder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the step instead of the entropy, in units of the weights; 0 for none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E8P (QuIP#)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eight weights at a time by 65536 points of the lattice E8, for rotated weights. A little worse than ecsq at the same 2 bits, but needs no entropy coder. Slow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits per weight: a symbol of 16 bits for eight weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights that share a scale: row or tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rms of the weights in units of the codebook; 1.03 in QuIP#, best 1.04</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trellis-coded (QTIP)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each weight&apos;s level depends on the bits of the weights before it: near the rate-distortion function at a fixed rate, for rotated weights. Expensive: 2^states operations per weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits per weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>States</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits of a state, L: the time doubles with each, and the error falls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPTQ (uniform with error feedback)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The levels of the uniform quantizer, chosen so that errors of the layer&apos;s output cancel: needs second moments of the inputs from a calibration file. Without them it is the uniform quantizer, bit for bit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>which column is rounded first: natural: the first one, as GPTQ does; reversed: the last one, as LDLQ does; activation: that of most energy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>natural</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reversed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>activation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Damping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>part of the mean energy of the inputs that is added to the energy of each before their moments are used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPTQ, entropy-coded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One step for the tensor, and rounding whose errors cancel in the layer&apos;s output: needs second moments of the inputs from a calibration file. Without them it rounds to nearest, as ECSQ with midpoints does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the step instead of the entropy (of columns with steps of their own the geometric mean), in units of the weights; 0 for none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WaterSIC (column steps, entropy-coded)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounding with feedback and a step for each column that follows the energy of its input: needs second moments of the inputs from a calibration file. Without them all steps are equal and it rounds to nearest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fixed length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As many bits for every symbol as the alphabet needs, rounded up: no entropy coding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Huffman</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole bits for every symbol, as few as its frequency allows, at least 1. Costs 0.03 to 0.1 bits per weight more than rANS, and far more below 1 bit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rANS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Range asymmetric numeral systems: fractions of bits, within a thousandth of the entropy of the symbols and their tables.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contexts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>symbols that share a table: all, those of rows or columns of like variance, or those of a place of the vectors; auto takes what is expected to be smallest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>auto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One strong harmonic and 19 weak ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole periods, amplitudes 1 and 0.01: forty Fourier coefficients say it all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>20 harmonics of uneven strength</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole periods, amplitudes spread from 0.01 to 1: exact in Fourier coefficients and slow to learn for a network, which fits low frequencies first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>20 sines without whole periods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amplitudes 1 and 0.01 at frequencies between the bins: the Fourier basis is out of line by a fraction of a bin, and needs many more coefficients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>20 harmonics from 40 to 200 periods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole periods drawn from 40 to 200, amplitudes 1 and 0.01: as few Fourier coefficients as before, and a function that a network hardly begins to learn. Needs more than 400 points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Straight pieces with 12 kinks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a network of rectifiers is made of; smooth waves need many terms at a kink.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
