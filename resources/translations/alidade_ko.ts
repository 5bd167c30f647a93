<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>CommandLine</name>
    <message>
        <source>The sample is not installed.</source>
        <translation>샘플이 설치되어 있지 않습니다.</translation>
    </message>
</context>
<context>
    <name>Figure</name>
    <message>
        <source>The figure is too large to be drawn in memory.</source>
        <translation>그림이 너무 커서 메모리에 그릴 수 없습니다.</translation>
    </message>
    <message>
        <source>Could not write “%1”: it is there already and no file.</source>
        <translation>“%1”을(를) 쓸 수 없습니다. 이미 있으며 파일이 아닙니다.</translation>
    </message>
    <message>
        <source>Could not write “%1”: %2.</source>
        <translation>“%1”을(를) 쓸 수 없습니다: %2.</translation>
    </message>
    <message>
        <source>Single column, 85 mm</source>
        <translation>한 단, 85 mm</translation>
    </message>
    <message>
        <source>One and a half columns, 120 mm</source>
        <translation>한 단 반, 120 mm</translation>
    </message>
    <message>
        <source>Text width, 139.7 mm</source>
        <translation>본문 폭, 139.7 mm</translation>
    </message>
    <message>
        <source>Double column, 178 mm</source>
        <translation>두 단, 178 mm</translation>
    </message>
    <message>
        <source>Slide 16:9, 254 mm</source>
        <translation>슬라이드 16:9, 254 mm</translation>
    </message>
</context>
<context>
    <name>InspectorModel</name>
    <message>
        <source>%1 (%2 bytes)</source>
        <translation>%1 (%2바이트)</translation>
    </message>
</context>
<context>
    <name>PlotData</name>
    <message>
        <source>Could not write the data: %1.</source>
        <translation>데이터를 쓸 수 없습니다: %1.</translation>
    </message>
</context>
<context>
    <name>PlotImage</name>
    <message>
        <source>no value</source>
        <translation>값 없음</translation>
    </message>
    <message>
        <source>value</source>
        <translation>값</translation>
    </message>
</context>
<context>
    <name>PlotTable</name>
    <message>
        <source>Series</source>
        <translation>계열</translation>
    </message>
    <message>
        <source>Lower end</source>
        <translation>아래쪽 끝</translation>
    </message>
    <message>
        <source>Upper end</source>
        <translation>위쪽 끝</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>화살표</translation>
    </message>
    <message>
        <source>From or to</source>
        <translation>시작 또는 끝</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>행 복사</translation>
    </message>
</context>
<context>
    <name>PlotText</name>
    <message>
        <source>%1 rows are too many for a table of at most %2; save the data as HDF5 instead.</source>
        <translation>%1행은 최대 %2행인 표에 담기에 너무 많습니다. 대신 데이터를 HDF5로 저장하십시오.</translation>
    </message>
</context>
<context>
    <name>SessionFile</name>
    <message>
        <source>The session could not be written to %1: %2.</source>
        <translation>세션을 %1에 쓸 수 없습니다: %2.</translation>
    </message>
    <message>
        <source>The session %1 cannot be read: %2.</source>
        <translation>세션 %1을(를) 읽을 수 없습니다: %2.</translation>
    </message>
    <message>
        <source>The session %1 is damaged: %2</source>
        <translation>세션 %1이(가) 손상되었습니다: %2</translation>
    </message>
</context>
<context>
    <name>StudyTable</name>
    <message>
        <source>bits</source>
        <translation>비트</translation>
    </message>
    <message>
        <source>Nominal width.</source>
        <translation>공칭 비트 폭입니다.</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>레이트</translation>
    </message>
    <message>
        <source>Bits per weight: symbols of equal length, scales, basis.</source>
        <translation>가중치당 비트: 길이가 같은 심볼, 스케일, 기저.</translation>
    </message>
    <message>
        <source>symbols</source>
        <translation>심볼</translation>
    </message>
    <message>
        <source>Bits per weight of symbols of equal length.</source>
        <translation>길이가 같은 심볼의 가중치당 비트입니다.</translation>
    </message>
    <message>
        <source>scales</source>
        <translation>스케일</translation>
    </message>
    <message>
        <source>Bits per weight of scales and codebooks.</source>
        <translation>스케일과 코드북의 가중치당 비트입니다.</translation>
    </message>
    <message>
        <source>basis</source>
        <translation>기저</translation>
    </message>
    <message>
        <source>Bits per weight of what a decoder must know of the axes.</source>
        <translation>복호화기가 축에 대해 알아야 하는 정보의 가중치당 비트입니다.</translation>
    </message>
    <message>
        <source>entropy</source>
        <translation>엔트로피</translation>
    </message>
    <message>
        <source>Bits per weight of the symbols' entropy: an estimate.</source>
        <translation>심볼 엔트로피의 가중치당 비트로, 추정치입니다.</translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation>SQNR</translation>
    </message>
    <message>
        <source>Of the weights, in dB.</source>
        <translation>가중치의 값(dB)입니다.</translation>
    </message>
    <message>
        <source>output SQNR</source>
        <translation>출력 SQNR</translation>
    </message>
    <message>
        <source>Of the layers' outputs on the text of the calibration, in dB.</source>
        <translation>캘리브레이션 텍스트에서 레이어 출력의 값(dB)입니다.</translation>
    </message>
    <message>
        <source>moments</source>
        <translation>모멘트</translation>
    </message>
    <message>
        <source>1: the quantizer looked at second moments of the inputs.</source>
        <translation>1: 양자화기가 입력의 2차 모멘트를 사용했습니다.</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>퍼플렉시티</translation>
    </message>
    <message>
        <source>Of the quantized model on the text.</source>
        <translation>양자화된 모델의 텍스트에 대한 값입니다.</translation>
    </message>
    <message>
        <source>± perplexity</source>
        <translation>± 퍼플렉시티</translation>
    </message>
    <message>
        <source>Standard error of the perplexity.</source>
        <translation>퍼플렉시티의 표준오차입니다.</translation>
    </message>
    <message>
        <source>float perplexity</source>
        <translation>float 퍼플렉시티</translation>
    </message>
    <message>
        <source>Of the model as it is.</source>
        <translation>양자화하지 않은 모델의 값입니다.</translation>
    </message>
    <message>
        <source>Δ ln perplexity</source>
        <translation>Δ ln 퍼플렉시티</translation>
    </message>
    <message>
        <source>Of the quantized model less that of the float model, in nats per token.</source>
        <translation>양자화된 모델의 값에서 부동소수점 모델의 값을 뺀 것(토큰당 나트)입니다.</translation>
    </message>
    <message>
        <source>± Δ ln perplexity</source>
        <translation>± Δ ln 퍼플렉시티</translation>
    </message>
    <message>
        <source>Standard error of the difference.</source>
        <translation>차이의 표준오차입니다.</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>Mean divergence of the predictions from the float model's, in nats per token.</source>
        <translation>부동소수점 모델의 예측에 대한 평균 발산(토큰당 나트)입니다.</translation>
    </message>
    <message>
        <source>± KL</source>
        <translation>± KL</translation>
    </message>
    <message>
        <source>Standard error of the divergence.</source>
        <translation>발산의 표준오차입니다.</translation>
    </message>
    <message>
        <source>KL median</source>
        <translation>KL 중앙값</translation>
    </message>
    <message>
        <source>Median over the tokens.</source>
        <translation>토큰에 대한 중앙값입니다.</translation>
    </message>
    <message>
        <source>KL 99 %</source>
        <translation>KL 99%</translation>
    </message>
    <message>
        <source>Exceeded by one token in a hundred.</source>
        <translation>토큰 100개 중 하나가 이 값을 넘습니다.</translation>
    </message>
    <message>
        <source>same first</source>
        <translation>1순위 일치</translation>
    </message>
    <message>
        <source>Share of tokens whose likeliest successor stays the same.</source>
        <translation>가장 가능성 높은 다음 토큰이 그대로인 토큰의 비율입니다.</translation>
    </message>
    <message>
        <source>noise floor</source>
        <translation>잡음 바닥</translation>
    </message>
    <message>
        <source>Divergence of the model itself with activations in bfloat16.</source>
        <translation>활성값을 bfloat16으로 했을 때 모델 자체의 발산입니다.</translation>
    </message>
    <message>
        <source>windows</source>
        <translation>조각</translation>
    </message>
    <message>
        <source>Pieces of text.</source>
        <translation>텍스트 조각의 수입니다.</translation>
    </message>
    <message>
        <source>context</source>
        <translation>문맥</translation>
    </message>
    <message>
        <source>Tokens of a piece.</source>
        <translation>조각 하나의 토큰 수입니다.</translation>
    </message>
    <message>
        <source>coordinates</source>
        <translation>좌표</translation>
    </message>
    <message>
        <source>quantizer</source>
        <translation>양자화기</translation>
    </message>
</context>
<context>
    <name>TourSteps</name>
    <message>
        <source>Holds</source>
        <translation>성립함</translation>
    </message>
    <message>
        <source>Does not hold here</source>
        <translation>여기서는 성립하지 않음</translation>
    </message>
    <message>
        <source>Cannot tell</source>
        <translation>판단할 수 없음</translation>
    </message>
    <message>
        <source>Weights as an operator</source>
        <translation>연산자로서의 가중치</translation>
    </message>
    <message>
        <source>A weight matrix W, drawn here as a picture, is an operator: it takes an input x to y = Wx. Everything that follows changes how W is written down and has to leave the operator alone. Below, y is computed for a random x, from two readings of the file.</source>
        <translation>여기에 그림으로 나타낸 가중치 행렬 W는 연산자로, 입력 x를 y = Wx로 보냅니다. 앞으로 나오는 모든 것은 W를 적는 방식을 바꾸지만 연산자는 그대로 두어야 합니다. 아래에서는 무작위 x에 대한 y를, 파일을 두 번 읽어 계산합니다.</translation>
    </message>
    <message>
        <source>Find the matrix in the list: it is the one with the highest kurtosis among those that were read.</source>
        <translation>목록에서 이 행렬을 찾아보십시오. 읽은 행렬 가운데 첨도가 가장 높은 행렬입니다.</translation>
    </message>
    <message>
        <source>The value-centric view</source>
        <translation>값 중심 관점</translation>
    </message>
    <message>
        <source>Read as data, the numbers in W have a distribution. Kurtosis says how heavy its tails are (a Gaussian has 3), L∞/σ how far the largest value sticks out. A quantizer with one scale has to reach that value, and spends its levels on a range that is nearly empty.</source>
        <translation>데이터로 읽으면 W의 수들은 분포를 이룹니다. 첨도는 꼬리가 얼마나 무거운지(가우시안은 3), L∞/σ는 가장 큰 값이 얼마나 튀어나오는지를 말합니다. 스케일이 하나인 양자화기는 그 값까지 닿아야 하므로, 거의 비어 있는 범위에 레벨을 씁니다.</translation>
    </message>
    <message>
        <source>Move over the tail: the ten largest weights are points.</source>
        <translation>꼬리 위로 마우스를 움직여 보십시오. 가장 큰 가중치 열 개가 점으로 표시됩니다.</translation>
    </message>
    <message>
        <source>Same operator, other axes</source>
        <translation>같은 연산자, 다른 축</translation>
    </message>
    <message>
        <source>Now W is written in rotated axes, here by a randomized Hadamard transform of inputs and outputs. On the side of the input, WQ is the same operator only if x is turned as well, by the inverse: (WQ)(Qᵀx) = Wx; outputs are turned back in the same way. What then stays belongs to the operator, what changes belongs to the axes.</source>
        <translation>이제 W를 회전한 축에서 적습니다. 여기서는 입력과 출력에 무작위 하다마드 변환을 적용합니다. 입력 쪽에서는 x도 역변환으로 회전해야만 WQ가 같은 연산자입니다: (WQ)(Qᵀx) = Wx. 출력도 같은 방식으로 되돌립니다. 이때 그대로인 것은 연산자에 속하고, 바뀌는 것은 축에 속합니다.</translation>
    </message>
    <message>
        <source>Change the seed in the toolbar, which is another rotation, and compare the columns of the table.</source>
        <translation>도구 모음에서 시드를 바꾸면 또 다른 회전이 됩니다. 표의 열을 비교해 보십시오.</translation>
    </message>
    <message>
        <source>Outliers are relative to axes</source>
        <translation>아웃라이어는 축에 상대적이다</translation>
    </message>
    <message>
        <source>The depth profile has one point for every block and one line for every coordinate system. Where the line of the original axes is high and that of a rotation is near 3, the outliers belong to the axes. Below, matrices with kurtosis above 10 are counted before and after the rotation.</source>
        <translation>깊이 프로파일에는 블록마다 점이 하나, 좌표계마다 선이 하나 있습니다. 원래 축의 선은 높은데 회전의 선은 3에 가깝다면, 그 아웃라이어는 축에 속합니다. 아래에서는 첨도가 10을 넘는 행렬을 회전 전후로 셉니다.</translation>
    </message>
    <message>
        <source>Choose another role or another number above the plot; a click on a point selects its matrix.</source>
        <translation>그림 위에서 다른 역할이나 다른 지표를 골라 보십시오. 점을 클릭하면 그 행렬을 선택합니다.</translation>
    </message>
    <message>
        <source>An axis change is not a frequency transform</source>
        <translation>축 변환은 주파수 변환이 아니다</translation>
    </message>
    <message>
        <source>A random rotation treats all channels alike. A cosine transform (DCT) calls some mixtures of them low and some high frequencies, which means something only if neighbouring channels belong together. So the input channels are put in random order, and only they are transformed for the check: if only the DCT notices, their order meant something. If it does not notice either, it is one more rotation here.</source>
        <translation>무작위 회전은 모든 채널을 똑같이 다룹니다. 코사인 변환(DCT)은 채널의 어떤 혼합은 낮은 주파수, 어떤 혼합은 높은 주파수라고 부르는데, 이는 이웃 채널이 서로 관련이 있을 때만 의미가 있습니다. 그래서 입력 채널을 무작위 순서로 놓고, 확인을 위해 입력 채널만 변환합니다. DCT만 이를 알아챈다면 순서에 의미가 있었던 것입니다. DCT도 알아채지 못한다면 여기서 DCT는 또 하나의 회전일 뿐입니다.</translation>
    </message>
    <message>
        <source>Hide the DCT in the toolbar and show it again: how far is it from the Hadamard transform here?</source>
        <translation>도구 모음에서 DCT를 숨겼다가 다시 표시해 보십시오. 여기서 하다마드 변환과 얼마나 다릅니까?</translation>
    </message>
    <message>
        <source>Flattening is not concentration</source>
        <translation>평탄화는 집중이 아니다</translation>
    </message>
    <message>
        <source>A random rotation flattens: no coefficient sticks out. That alone saves no bits: at equal step the entropy rises or falls as the table measures it (at a step of σ/4), and of all distributions of one variance the Gaussian has the most. Principal axes concentrate: few coefficients hold the energy, but the basis costs bits unless a neighbouring layer takes it up.</source>
        <translation>무작위 회전은 평탄화합니다. 튀어나오는 계수가 없어집니다. 그것만으로는 비트가 절약되지 않습니다. 같은 스텝에서 엔트로피가 오르는지 내리는지는 표에 측정되어 있고(스텝 σ/4), 분산이 같은 분포 가운데 엔트로피가 가장 큰 것은 가우시안입니다. 주축은 집중시킵니다. 적은 수의 계수가 에너지를 담지만, 이웃 레이어가 기저를 흡수하지 않는 한 기저에 비트가 듭니다.</translation>
    </message>
    <message>
        <source>Read the share of coefficients at 90 % of the energy from each curve.</source>
        <translation>각 곡선에서 에너지 90%일 때의 계수 비율을 읽어 보십시오.</translation>
    </message>
    <message>
        <source>Rate and distortion</source>
        <translation>레이트와 왜곡</translation>
    </message>
    <message>
        <source>In the end quality is paid for in bits. At a fixed width a rotation helps where outliers had stretched the scale. An entropy coder pays little for levels that are hardly used, so that a rotation leaves it less to gain, or takes something away. Principal axes are charged for here: an aligned basis costs bits.</source>
        <translation>결국 품질의 값은 비트로 치릅니다. 고정된 폭에서 회전은 아웃라이어가 스케일을 늘려 놓은 곳에서 도움이 됩니다. 엔트로피 부호화기는 거의 쓰이지 않는 레벨에 비용을 거의 치르지 않으므로, 회전으로 얻을 것이 적게 남거나 오히려 잃습니다. 여기서는 주축의 비용도 매깁니다. 정렬된 기저에는 비트가 듭니다.</translation>
    </message>
    <message>
        <source>Untick the bits of the basis above the plot and watch the gap; then count the entropy estimate in place of the fixed rate.</source>
        <translation>그림 위의 기저 비트를 선택 해제하고 격차를 보십시오. 그런 다음 고정 레이트 대신 엔트로피 추정을 선택해 보십시오.</translation>
    </message>
    <message>
        <source>Magnitude is not sensitivity</source>
        <translation>크기는 민감도가 아니다</translation>
    </message>
    <message>
        <source>A large weight need not be an important one. Sensitivity is measured on a text: squared gradients of the loss, the diagonal of the Fisher information. Below are the rank correlation of the two, and what it costs to zero 1 % of the weights chosen by either of them, or at random.</source>
        <translation>큰 가중치라고 해서 중요한 것은 아닙니다. 민감도는 텍스트에서 측정하며, 손실 기울기의 제곱, 즉 피셔 정보의 대각 성분입니다. 아래에는 둘의 순위 상관과, 둘 중 하나로 고르거나 무작위로 고른 가중치 1%를 0으로 만들 때의 비용이 있습니다.</translation>
    </message>
    <message>
        <source>The points at the end of the tail are what a choice by magnitude takes first.</source>
        <translation>꼬리 끝의 점들이 크기로 고를 때 가장 먼저 선택되는 것입니다.</translation>
    </message>
    <message>
        <source>Functional part and residual</source>
        <translation>함수부와 잔차</translation>
    </message>
    <message>
        <source>W can be split into a functional part of low rank and a residual, each coded in its own way. That pays only if both together take fewer bits than W alone at the same error, with the factors of the low rank counted. The cheapest rank is searched and compared below.</source>
        <translation>W는 낮은 랭크의 함수부와 잔차로 나누어 각각 다른 방식으로 부호화할 수 있습니다. 이는 저랭크 인자의 비용을 포함하고도 같은 오차에서 둘을 합친 비트가 W만 부호화할 때보다 적어야 이득입니다. 아래에서는 가장 저렴한 랭크를 찾아 비교합니다.</translation>
    </message>
    <message>
        <source>Change the rank above the plot and read what both parts cost.</source>
        <translation>그림 위의 랭크를 바꾸고 두 부분의 비용을 읽어 보십시오.</translation>
    </message>
    <message>
        <source>Toy: Fourier and a network</source>
        <translation>토이: 푸리에와 신경망</translation>
    </message>
    <message>
        <source>One function can be written as Fourier coefficients or as the weights of a network. Here a known function is fitted by both, a small network being trained for it, until both are equally good. Then their parameters are compared, and the bits that they need. This step does not look at the open model.</source>
        <translation>하나의 함수는 푸리에 계수로도, 신경망의 가중치로도 적을 수 있습니다. 여기서는 알려진 함수를 두 방식으로, 신경망은 작은 것을 학습시켜, 오차가 같아질 때까지 맞춥니다. 그런 다음 파라미터와 필요한 비트를 비교합니다. 이 단계는 열린 모델을 사용하지 않습니다.</translation>
    </message>
    <message>
        <source>Choose another function above the plot; a figure of it can be saved from its title line.</source>
        <translation>그림 위에서 다른 함수를 골라 보십시오. 제목 줄에서 그림을 저장할 수 있습니다.</translation>
    </message>
    <message>
        <source>One operator, two parameter files</source>
        <translation>하나의 연산자, 두 파라미터 파일</translation>
    </message>
    <message>
        <source>The sample model and its outlier twin differ by powers of two that were moved between neighbouring matrices, so that both compute the same function. Statistics of their weights differ, and so may what rounding does to them. Numbers about weights speak of a file in its axes; they speak of the function only through what is done with them.</source>
        <translation>샘플 모델과 그 아웃라이어 쌍둥이는 이웃한 행렬 사이에서 옮긴 2의 거듭제곱만큼만 다르므로 둘은 같은 함수를 계산합니다. 가중치의 통계는 다르고, 따라서 반올림이 미치는 영향도 다를 수 있습니다. 가중치에 대한 수치는 특정 축에서 적은 파일에 대해 말할 뿐이며, 함수에 대해서는 그것으로 무엇을 하는지를 통해서만 말합니다.</translation>
    </message>
    <message>
        <source>Open the other one in File ▸ Open sample and compare the kurtosis in the list.</source>
        <translation>파일 ▸ 샘플 열기에서 다른 쪽을 열고 목록의 첨도를 비교해 보십시오.</translation>
    </message>
</context>
<context>
    <name>ViewState</name>
    <message>
        <source>"%1" is no text.</source>
        <translation>"%1"이(가) 텍스트가 아닙니다.</translation>
    </message>
    <message>
        <source>"%1" is neither true nor false.</source>
        <translation>"%1"이(가) 참도 거짓도 아닙니다.</translation>
    </message>
    <message>
        <source>"%1" is no number.</source>
        <translation>"%1"이(가) 수가 아닙니다.</translation>
    </message>
    <message>
        <source>"%1" is no whole number from 0 on.</source>
        <translation>"%1"이(가) 0 이상의 정수가 아닙니다.</translation>
    </message>
    <message>
        <source>"%1" is no object.</source>
        <translation>"%1"이(가) 객체가 아닙니다.</translation>
    </message>
    <message>
        <source>"%1" is no list.</source>
        <translation>"%1"이(가) 목록이 아닙니다.</translation>
    </message>
    <message>
        <source>"%1" is no range of two ascending numbers.</source>
        <translation>"%1"이(가) 오름차순의 두 수로 된 범위가 아닙니다.</translation>
    </message>
    <message>
        <source>There is no parameter "%1".</source>
        <translation>매개변수 "%1"이(가) 없습니다.</translation>
    </message>
    <message>
        <source>"%1" is neither text nor a number.</source>
        <translation>"%1"이(가) 텍스트도 수도 아닙니다.</translation>
    </message>
    <message>
        <source>"%1" names "%2", which this version does not know.</source>
        <translation>"%1"에 이 버전이 모르는 "%2"이(가) 적혀 있습니다.</translation>
    </message>
    <message>
        <source>"%1" is no hexadecimal number.</source>
        <translation>"%1"이(가) 16진수가 아닙니다.</translation>
    </message>
    <message>
        <source>"%1" is no date.</source>
        <translation>"%1"이(가) 날짜가 아닙니다.</translation>
    </message>
    <message>
        <source>"%1" is there twice.</source>
        <translation>"%1"이(가) 두 번 나옵니다.</translation>
    </message>
    <message>
        <source>"%1" holds no coordinate system.</source>
        <translation>"%1"에 좌표계가 없습니다.</translation>
    </message>
    <message>
        <source>"%1" is %2, which the quantizer "%3" does not offer.</source>
        <translation>"%1"의 값 %2은(는) 양자화기 "%3"에서 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>"%1" is none of fixed, entropy and coded.</source>
        <translation>"%1"이(가) fixed, entropy, coded 중 어느 것도 아닙니다.</translation>
    </message>
    <message>
        <source>"%1" counts coded bytes, but there is no coder.</source>
        <translation>"%1"은(는) 부호화 바이트를 세지만 부호화기가 없습니다.</translation>
    </message>
    <message>
        <source>"%1" holds too many plots.</source>
        <translation>"%1"에 그림이 너무 많습니다.</translation>
    </message>
    <message>
        <source>It holds no view of this program.</source>
        <translation>이 프로그램의 화면이 들어 있지 않습니다.</translation>
    </message>
    <message>
        <source>It was written by another version of the program, in a format this one does not know.</source>
        <translation>이 버전이 모르는 형식으로, 프로그램의 다른 버전이 쓴 것입니다.</translation>
    </message>
    <message>
        <source>"%1" names "%2", which is not shown.</source>
        <translation>"%1"에 표시되지 않은 "%2"이(가) 적혀 있습니다.</translation>
    </message>
    <message>
        <source>It is too long for a view.</source>
        <translation>화면을 담기에는 너무 깁니다.</translation>
    </message>
    <message>
        <source>It is no valid JSON: %1 at byte %2.</source>
        <translation>올바른 JSON이 아닙니다: %2번째 바이트에서 %1.</translation>
    </message>
    <message>
        <source>It is JSON, but no object.</source>
        <translation>JSON이지만 객체가 아닙니다.</translation>
    </message>
</context>
<context>
    <name>alidade</name>
    <message>
        <source>See alidade --help.</source>
        <translation>alidade --help를 보십시오.</translation>
    </message>
    <message>
        <source>Exit codes: 0 success; 1 something could not be opened, computed or written; 2 wrong usage; 3 with --check, every step was computed, and a claim does not hold on this model.</source>
        <translation>종료 코드: 0 성공; 1 열거나 계산하거나 쓰지 못한 것이 있음; 2 잘못된 사용; 3 --check에서 모든 단계를 계산했으나 이 모델에서 성립하지 않는 주장이 있음.</translation>
    </message>
    <message>
        <source>The weights of language models under a change of coordinates.
alidade render --help: figures from their recipes, without a window.</source>
        <translation>좌표 변환 아래에서 본 언어 모델의 가중치.
alidade render --help: 창 없이 레시피로 그림을 만듭니다.</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>이 도움말을 보입니다.</translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation>버전을 보입니다.</translation>
    </message>
    <message>
        <source>Open the sample model (its outlier twin).</source>
        <translation>예제 모델(아웃라이어 쌍둥이)을 엽니다.</translation>
    </message>
    <message>
        <source>Measure with the second moments of the inputs in this file (docs/calibration.md).</source>
        <translation>이 파일에 든 입력의 2차 모멘트로 측정합니다(docs/calibration.md).</translation>
    </message>
    <message>
        <source>Draw the finished window into a picture, without a display, and exit.</source>
        <translation>화면 없이 완성된 창을 그림 파일로 그리고 끝냅니다.</translation>
    </message>
    <message>
        <source>Start the guided tour on the model, or on the sample if none is given; --tour=3 begins with step 3.</source>
        <translation>주어진 모델에서, 없으면 예제에서 둘러보기를 시작합니다. --tour=3은 3단계부터 시작합니다.</translation>
    </message>
    <message>
        <source>With --tour: check the claims of its steps (of one with --tour=3) without a window and print a line for each: PASS, DOES NOT HOLD, SKIP if it cannot be told, or FAIL if it could not be computed.</source>
        <translation>--tour와 함께: 창 없이 각 단계의 주장을(--tour=3이면 그 단계만) 확인하고 한 줄씩 출력합니다: PASS, DOES NOT HOLD, 판단할 수 없으면 SKIP, 계산하지 못하면 FAIL.</translation>
    </message>
    <message>
        <source>Board of plots to show: %1.</source>
        <translation>보여 줄 그래프 판: %1.</translation>
    </message>
    <message>
        <source>Size of the window, as in 1440x900.</source>
        <translation>창의 크기. 예: 1440x900.</translation>
    </message>
    <message>
        <source>light, dark or system.</source>
        <translation>light, dark 또는 system.</translation>
    </message>
    <message>
        <source>Language of the window: en or ko.</source>
        <translation>창의 언어: en 또는 ko.</translation>
    </message>
    <message>
        <source>Model file or folder to open, a session (.alidade), or the table of a study (.csv).</source>
        <translation>열 모델 파일이나 폴더, 세션(.alidade), 또는 연구 표(.csv).</translation>
    </message>
    <message>
        <source>Only one file can be opened.</source>
        <translation>파일은 하나만 열 수 있습니다.</translation>
    </message>
    <message>
        <source>Either a file or --sample, not both.</source>
        <translation>파일과 --sample 중 하나만 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>--calibration needs a file name.</source>
        <translation>--calibration에는 파일 이름이 필요합니다.</translation>
    </message>
    <message>
        <source>--screenshot needs a file name.</source>
        <translation>--screenshot에는 파일 이름이 필요합니다.</translation>
    </message>
    <message>
        <source>The steps of the tour are 1 to %1.</source>
        <translation>둘러보기의 단계는 1부터 %1까지입니다.</translation>
    </message>
    <message>
        <source>--check needs --tour.</source>
        <translation>--check에는 --tour가 필요합니다.</translation>
    </message>
    <message>
        <source>Either --check or --screenshot, not both.</source>
        <translation>--check와 --screenshot 중 하나만 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>--board is one of %1.</source>
        <translation>--board는 %1 중 하나입니다.</translation>
    </message>
    <message>
        <source>--size needs width and height, as in 1440x900.</source>
        <translation>--size에는 1440x900처럼 너비와 높이가 필요합니다.</translation>
    </message>
    <message>
        <source>--theme is light, dark or system.</source>
        <translation>--theme은 light, dark 또는 system입니다.</translation>
    </message>
    <message>
        <source>--language is en or ko.</source>
        <translation>--language는 en 또는 ko입니다.</translation>
    </message>
    <message>
        <source>it needs a recipe.</source>
        <translation>레시피가 필요합니다.</translation>
    </message>
    <message>
        <source>it needs -o and a file, or a folder for several recipes.</source>
        <translation>-o와 파일이, 레시피가 여럿이면 폴더가 필요합니다.</translation>
    </message>
    <message>
        <source>several recipes need a folder that is there, and %1 is none.</source>
        <translation>레시피가 여럿이면 있는 폴더가 필요한데 %1은(는) 폴더가 아닙니다.</translation>
    </message>
    <message>
        <source>--format is pdf, svg or png.</source>
        <translation>--format은 pdf, svg 또는 png입니다.</translation>
    </message>
    <message>
        <source>%1 ends in none of .pdf, .svg and .png.</source>
        <translation>%1은(는) .pdf, .svg, .png 가운데 어느 것으로도 끝나지 않습니다.</translation>
    </message>
    <message>
        <source>--data is for one recipe.</source>
        <translation>--data는 레시피가 하나일 때만 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Makes figures of their recipes, or of figures that carry one: the same bytes each time (docs/figures.md).</source>
        <translation>레시피나 레시피를 품은 그림으로 그림을 만듭니다. 매번 같은 바이트가 나옵니다(docs/figures.md).</translation>
    </message>
    <message>
        <source>File ending in .pdf, .svg or .png, or a folder, in which every figure has its recipe's name.</source>
        <translation>.pdf, .svg, .png로 끝나는 파일, 또는 각 그림이 레시피의 이름을 갖는 폴더.</translation>
    </message>
    <message>
        <source>Write the numbers of the plot to this file, too: .csv, .tsv or .h5.</source>
        <translation>그래프의 수치도 이 파일에 씁니다: .csv, .tsv 또는 .h5.</translation>
    </message>
    <message>
        <source>Of figures in a folder: pdf (default), svg or png.</source>
        <translation>폴더에 쓸 그림의 형식: pdf(기본), svg 또는 png.</translation>
    </message>
    <message>
        <source>Take a model that has changed since the figure was made.</source>
        <translation>그림을 만든 뒤 바뀐 모델도 받아들입니다.</translation>
    </message>
    <message>
        <source>Seconds to wait for one figure (default 600).</source>
        <translation>그림 하나를 기다리는 시간(초, 기본 600).</translation>
    </message>
    <message>
        <source>Recipe (.json), or a figure that carries one.</source>
        <translation>레시피(.json) 또는 레시피를 품은 그림.</translation>
    </message>
    <message>
        <source>--timeout needs a number of seconds.</source>
        <translation>--timeout에는 초 단위의 수가 필요합니다.</translation>
    </message>
    <message>
        <source>It was not computed within %1 s; %2 jobs were left (--timeout waits longer).</source>
        <translation>%1초 안에 계산하지 못했습니다. 작업 %2개가 남았습니다(--timeout으로 더 기다릴 수 있습니다).</translation>
    </message>
    <message>
        <source>alidade render: %1 lacks %2</source>
        <translation>alidade render: %1에 %2이(가) 없습니다</translation>
    </message>
    <message>
        <source>two recipes would be written to %1.</source>
        <translation>레시피 두 개가 %1에 쓰이게 됩니다.</translation>
    </message>
    <message>
        <source> See alidade render --help.</source>
        <translation> alidade render --help를 보십시오.</translation>
    </message>
    <message>
        <source>Comparison, left</source>
        <translation>비교, 왼쪽</translation>
    </message>
    <message>
        <source>Comparison, right</source>
        <translation>비교, 오른쪽</translation>
    </message>
    <message>
        <source>One plot in two coordinate systems side by side, zoomed together.</source>
        <translation>그림 하나를 두 좌표계로 나란히 보이며, 함께 확대됩니다.</translation>
    </message>
    <message>
        <source>Depth profile</source>
        <translation>깊이 프로파일</translation>
    </message>
    <message>
        <source>One number per block: where in the model something happens, and in which coordinates. A click selects the layer.</source>
        <translation>블록마다 수치 하나: 모델의 어디에서, 어느 좌표에서 무슨 일이 일어나는지 보입니다. 클릭하면 레이어를 선택합니다.</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>분포</translation>
    </message>
    <message>
        <source>How many coefficients have which size, in units of their rms, against a Gaussian.</source>
        <translation>rms 단위로 잰 크기별 계수의 수를 가우시안과 비교합니다.</translation>
    </message>
    <message>
        <source>Energy compaction</source>
        <translation>에너지 집중도</translation>
    </message>
    <message>
        <source>The share of the energy in the largest coefficients: high curves concentrate, those of random axes lie on the Gaussian's.</source>
        <translation>가장 큰 계수들이 차지하는 에너지의 비율입니다. 높은 곡선은 집중을 뜻하고, 무작위 축의 곡선은 가우시안 곡선 위에 놓입니다.</translation>
    </message>
    <message>
        <source>Rate–distortion</source>
        <translation>레이트–왜곡</translation>
    </message>
    <message>
        <source>Quality against bits per weight: what counts in the end. Charge the basis before you compare.</source>
        <translation>가중치당 비트에 따른 품질로, 결국 중요한 것입니다. 비교하기 전에 기저의 비용을 포함하십시오.</translation>
    </message>
    <message>
        <source>Tail</source>
        <translation>꼬리</translation>
    </message>
    <message>
        <source>Share of the coefficients beyond each size, down to a single one; the ten largest as points.</source>
        <translation>각 크기를 넘는 계수의 비율을 하나까지 보이며, 가장 큰 열 개는 점으로 표시합니다.</translation>
    </message>
    <message>
        <source>Q–Q</source>
        <translation>Q–Q</translation>
    </message>
    <message>
        <source>Quantiles against those of a Gaussian: on the diagonal where the coefficients are Gaussian, leaving it where the tails are heavier.</source>
        <translation>가우시안 대비 분위수입니다. 계수가 가우시안이면 대각선 위에 놓이고, 꼬리가 더 무거우면 대각선을 벗어납니다.</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>히트맵</translation>
    </message>
    <message>
        <source>Where the large coefficients sit: stripes are channels, dots are single weights. Above and beside, the largest of every column and row.</source>
        <translation>큰 계수가 어디에 있는지 보입니다. 줄무늬는 채널, 점은 개별 가중치입니다. 위와 옆에는 각 열과 행의 최댓값이 있습니다.</translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation>스펙트럼</translation>
    </message>
    <message>
        <source>Singular values against those of noise: what sticks out of the noise is structure. No orthogonal change of axes alters them.</source>
        <translation>특잇값을 잡음의 특잇값과 비교합니다. 잡음에서 튀어나온 것이 구조입니다. 어떤 직교 축 변환도 특잇값을 바꾸지 않습니다.</translation>
    </message>
    <message>
        <source>Low rank + residual</source>
        <translation>저랭크 + 잔차</translation>
    </message>
    <message>
        <source>A part f of few directions is taken out; what is left may be flatter. Whether that saves bits, the remark says.</source>
        <translation>적은 방향의 부분 f를 떼어 냅니다. 남은 것이 더 평탄할 수 있습니다. 그것이 비트를 절약하는지는 설명에 나옵니다.</translation>
    </message>
    <message>
        <source>Bits over rank</source>
        <translation>랭크별 비트</translation>
    </message>
    <message>
        <source>What f and the residual cost together at the error of direct coding: below the line, the split pays.</source>
        <translation>직접 부호화와 오차가 같을 때 f와 잔차를 합친 비용입니다. 선 아래이면 분해가 이득입니다.</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>민감도</translation>
    </message>
    <message>
        <source>Whether large coefficients are those that matter for the output. Along the diagonal they are, across it they are not.</source>
        <translation>큰 계수가 출력에 중요한 계수인지 보입니다. 대각선을 따르면 그렇고, 대각선을 가로지르면 그렇지 않습니다.</translation>
    </message>
    <message>
        <source>Flattening and concentration</source>
        <translation>평탄화와 집중</translation>
    </message>
    <message>
        <source>An arrow for every layer, from its stored axes to others: to the left is flatter, up is more concentrated. The two are not the same.</source>
        <translation>레이어마다 저장된 축에서 다른 축으로 향하는 화살표입니다. 왼쪽일수록 평탄하고 위쪽일수록 집중되어 있습니다. 둘은 같지 않습니다.</translation>
    </message>
    <message>
        <source>Winner map</source>
        <translation>우승 지도</translation>
    </message>
    <message>
        <source>Which coordinates give the least error at equal rate, for every matrix of every block: a number with ≈ is shared with others within 0.1 dB, and grey is no difference from the original. A click selects the layer.</source>
        <translation>모든 블록의 모든 행렬에서 같은 레이트일 때 오차가 가장 작은 좌표: ≈가 붙은 수는 0.1 dB 안에서 다른 좌표와 같고, 회색은 원본과 차이가 없습니다. 클릭하면 레이어를 선택합니다.</translation>
    </message>
    <message>
        <source>Toy function</source>
        <translation>토이 함수</translation>
    </message>
    <message>
        <source>One function, fitted by a Fourier series and by a small network.</source>
        <translation>함수 하나를 푸리에 급수와 작은 신경망으로 맞춥니다.</translation>
    </message>
    <message>
        <source>Toy parameters</source>
        <translation>토이 파라미터</translation>
    </message>
    <message>
        <source>The same function in two sets of parameters: few large ones, or many of one size.</source>
        <translation>두 파라미터 집합으로 나타낸 같은 함수입니다. 한쪽은 큰 값 몇 개, 다른 쪽은 비슷한 크기의 값 여러 개입니다.</translation>
    </message>
    <message>
        <source>Toy rate–distortion</source>
        <translation>토이 레이트–왜곡</translation>
    </message>
    <message>
        <source>What the function costs in either set of parameters, with and without Hadamard.</source>
        <translation>두 파라미터 집합 각각에서 함수의 비용을, 하다마드를 쓸 때와 쓰지 않을 때로 보입니다.</translation>
    </message>
    <message>
        <source>Turning the axes</source>
        <translation>축 회전</translation>
    </message>
    <message>
        <source>The axes turned step by step, orthogonal all the way: the tail goes, the energy stands still.</source>
        <translation>축을 조금씩, 줄곧 직교를 유지하며 회전합니다. 꼬리는 사라지고 에너지는 그대로입니다.</translation>
    </message>
    <message>
        <source>Kurtosis, largest coefficient and energy at every angle between the axes of the file and Hadamard's. A click turns the axes to it.</source>
        <translation>파일의 축과 하다마드 축 사이의 모든 각도에서 본 첨도, 최대 계수, 에너지입니다. 클릭하면 축을 그 각도로 회전합니다.</translation>
    </message>
    <message>
        <source>Seed ensemble</source>
        <translation>시드 앙상블</translation>
    </message>
    <message>
        <source>The depth profile for several seeds of random axes: how much of it is luck.</source>
        <translation>무작위 축의 여러 시드에 대한 깊이 프로파일로, 결과의 얼마만큼이 운인지 보입니다.</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>개요</translation>
    </message>
    <message>
        <source>The story in four plots.</source>
        <translation>그림 네 개로 보는 전체 이야기입니다.</translation>
    </message>
    <message>
        <source>Outliers</source>
        <translation>아웃라이어</translation>
    </message>
    <message>
        <source>Which coefficients stick out, how far, and where they sit.</source>
        <translation>어느 계수가 얼마나 튀어나오고 어디에 있는지 보입니다.</translation>
    </message>
    <message>
        <source>Turning</source>
        <translation>회전</translation>
    </message>
    <message>
        <source>Turn the axes by hand and watch the tail vanish while the energy stands still.</source>
        <translation>축을 손으로 회전하며, 에너지는 그대로인데 꼬리가 사라지는 것을 보십시오.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Two coordinate systems side by side, with linked axes.</source>
        <translation>두 좌표계를 축을 연결하여 나란히 봅니다.</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>구조</translation>
    </message>
    <message>
        <source>What a few directions hold, and whether taking them out saves bits.</source>
        <translation>몇몇 방향이 무엇을 담는지, 떼어 내면 비트가 절약되는지 보입니다.</translation>
    </message>
    <message>
        <source>Whether the large coefficients are those that matter.</source>
        <translation>큰 계수가 중요한 계수인지 보입니다.</translation>
    </message>
    <message>
        <source>Whole model</source>
        <translation>모델 전체</translation>
    </message>
    <message>
        <source>Every block at once.</source>
        <translation>모든 블록을 한꺼번에 봅니다.</translation>
    </message>
    <message>
        <source>Toy</source>
        <translation>토이</translation>
    </message>
    <message>
        <source>One function in two sets of parameters.</source>
        <translation>두 파라미터 집합으로 나타낸 하나의 함수입니다.</translation>
    </message>
    <message>
        <source>Across the file</source>
        <translation>파일 전체</translation>
    </message>
    <message>
        <source>matrix in file order</source>
        <translation>파일 순서의 행렬</translation>
    </message>
    <message>
        <source>block</source>
        <translation>블록</translation>
    </message>
    <message>
        <source>Measuring …</source>
        <translation>측정 중 …</translation>
    </message>
    <message>
        <source>No coordinate system is shown: press 0 to show all.</source>
        <translation>표시된 좌표계가 없습니다. 0을 누르면 모두 표시합니다.</translation>
    </message>
    <message>
        <source>This file has no matrix to draw a profile of.</source>
        <translation>이 파일에는 프로파일을 그릴 행렬이 없습니다.</translation>
    </message>
    <message>
        <source>Gaussian: 3</source>
        <translation>가우시안: 3</translation>
    </message>
    <message>
        <source>L∞ / σ</source>
        <translation>L∞ / σ</translation>
    </message>
    <message>
        <source>input channel</source>
        <translation>입력 채널</translation>
    </message>
    <message>
        <source>input coordinate</source>
        <translation>입력 좌표</translation>
    </message>
    <message>
        <source>output channel</source>
        <translation>출력 채널</translation>
    </message>
    <message>
        <source>output coordinate</source>
        <translation>출력 좌표</translation>
    </message>
    <message>
        <source>coefficient</source>
        <translation>계수</translation>
    </message>
    <message>
        <source>clipped at ±%1: %2 beyond</source>
        <translation>±%1에서 자름: 밖에 %2개</translation>
    </message>
    <message>
        <source>|coefficient|</source>
        <translation>|계수|</translation>
    </message>
    <message>
        <source>largest of %1 × %2</source>
        <translation>%1 × %2 가운데 최대</translation>
    </message>
    <message>
        <source>%1 not finite</source>
        <translation>유한하지 않은 값 %1개</translation>
    </message>
    <message>
        <source>Coefficients of %1 in %2: the largest is %3 σ</source>
        <translation>%2 좌표에서 %1의 계수: 최댓값은 %3 σ</translation>
    </message>
    <message>
        <source>%1, selected</source>
        <translation>%1, 선택됨</translation>
    </message>
    <message>
        <source>Gaussian</source>
        <translation>가우시안</translation>
    </message>
    <message>
        <source>This file has no matrix to draw.</source>
        <translation>이 파일에는 그릴 행렬이 없습니다.</translation>
    </message>
    <message>
        <source>None of these values is defined.</source>
        <translation>정의된 값이 하나도 없습니다.</translation>
    </message>
    <message>
        <source>measuring …</source>
        <translation>측정 중 …</translation>
    </message>
    <message>
        <source>preview %1</source>
        <translation>미리 보기 %1</translation>
    </message>
    <message>
        <source>%1, fixed rate</source>
        <translation>%1, 고정 레이트</translation>
    </message>
    <message>
        <source>%1, coded</source>
        <translation>%1, 부호화</translation>
    </message>
    <message>
        <source>%1, entropy estimate</source>
        <translation>%1, 엔트로피 추정</translation>
    </message>
    <message>
        <source>fixed rate (bits/weight)</source>
        <translation>고정 레이트 (비트/가중치)</translation>
    </message>
    <message>
        <source>rate of coded bytes (bits/weight)</source>
        <translation>부호화 바이트의 레이트 (비트/가중치)</translation>
    </message>
    <message>
        <source>rate, entropy estimate (bits/weight)</source>
        <translation>레이트, 엔트로피 추정 (비트/가중치)</translation>
    </message>
    <message>
        <source>SQNR of outputs (dB)</source>
        <translation>출력의 SQNR (dB)</translation>
    </message>
    <message>
        <source>The calibration knows nothing of the inputs of %1.</source>
        <translation>캘리브레이션에 %1의 입력에 대한 정보가 없습니다.</translation>
    </message>
    <message>
        <source>SQNR of the outputs of %1 at %2 bits</source>
        <translation>%1의 출력 SQNR, %2비트</translation>
    </message>
    <message>
        <source>Select a tensor in the list of layers.</source>
        <translation>레이어 목록에서 텐서를 선택하십시오.</translation>
    </message>
    <message>
        <source>Computing %1 …</source>
        <translation>%1 계산 중 …</translation>
    </message>
    <message>
        <source>Nothing has been measured yet.</source>
        <translation>아직 측정한 것이 없습니다.</translation>
    </message>
    <message>
        <source>%1 of the weights of %2 are not finite.</source>
        <translation>%2의 가중치 중 %1개가 유한하지 않습니다.</translation>
    </message>
    <message>
        <source>%1 is a vector: it has no rows and columns to compare.</source>
        <translation>%1은(는) 벡터입니다. 비교할 행과 열이 없습니다.</translation>
    </message>
    <message>
        <source>Every weight of %1 is zero.</source>
        <translation>%1의 모든 가중치가 0입니다.</translation>
    </message>
    <message>
        <source>No weight of %1 is finite and other than zero.</source>
        <translation>%1의 가중치 중 유한하고 0이 아닌 것이 없습니다.</translation>
    </message>
    <message>
        <source>coefficient / σ</source>
        <translation>계수 / σ</translation>
    </message>
    <message>
        <source>density (1/σ)</source>
        <translation>밀도 (1/σ)</translation>
    </message>
    <message>
        <source>N(0, 1)</source>
        <translation>N(0, 1)</translation>
    </message>
    <message>
        <source>kept fraction of the coefficients</source>
        <translation>남긴 계수의 비율</translation>
    </message>
    <message>
        <source>energy captured</source>
        <translation>포착한 에너지</translation>
    </message>
    <message>
        <source>Shannon bound, %1</source>
        <translation>섀넌 한계, %1</translation>
    </message>
    <message>
        <source>%1 is off the scale: its basis alone takes %2 bits/weight</source>
        <translation>%1: 눈금을 벗어남. 기저만으로 %2비트/가중치가 듦</translation>
    </message>
    <message>
        <source>%1 is off the scale: it takes %2 bits/weight or more</source>
        <translation>%1: 눈금을 벗어남. %2비트/가중치 이상이 듦</translation>
    </message>
    <message>
        <source>The quantizer makes no error here: SQNR is infinite.</source>
        <translation>이 양자화기는 여기서 오차를 내지 않습니다. SQNR이 무한대입니다.</translation>
    </message>
    <message>
        <source>bits of the basis not counted</source>
        <translation>기저 비트 제외</translation>
    </message>
    <message>
        <source>SQNR of weights (dB)</source>
        <translation>가중치의 SQNR (dB)</translation>
    </message>
    <message>
        <source>Gaussian bound, 6.02 dB/bit</source>
        <translation>가우시안 한계, 6.02 dB/비트</translation>
    </message>
    <message>
        <source>SQNR of %1 at %2 bits</source>
        <translation>%1의 SQNR, %2비트</translation>
    </message>
    <message>
        <source>These axes are not orthogonal: a coefficient's share of the output is not defined.</source>
        <translation>이 축들은 직교가 아닙니다. 출력에서 계수가 차지하는 몫이 정의되지 않습니다.</translation>
    </message>
    <message>
        <source>coefficients</source>
        <translation>계수</translation>
    </message>
    <message>
        <source>Sensitivity needs second moments of the inputs: File &gt; Open calibration…; alidade-cli calibrate makes them from text.</source>
        <translation>민감도에는 입력의 2차 모멘트가 필요합니다. 파일 &gt; 캘리브레이션 열기…를 쓰십시오. 텍스트에서 만들려면 alidade-cli calibrate를 쓰십시오.</translation>
    </message>
    <message>
        <source>|coefficient| / σ</source>
        <translation>|계수| / σ</translation>
    </message>
    <message>
        <source>sensitivity √(G·A), over its rms</source>
        <translation>민감도 √(G·A) / rms</translation>
    </message>
    <message>
        <source>sensitivity √A, over its rms</source>
        <translation>민감도 √A / rms</translation>
    </message>
    <message>
        <source>Spearman ρ %1</source>
        <translation>스피어만 ρ %1</translation>
    </message>
    <message>
        <source>top 1 % in common: %1</source>
        <translation>상위 1 % 공통: %1</translation>
    </message>
    <message>
        <source>the largest 1 % hold %1 of the energy and %2 of what comes out</source>
        <translation>가장 큰 1%의 몫: 에너지의 %1, 출력의 %2</translation>
    </message>
    <message>
        <source>noise of the same median%1</source>
        <translation>중앙값이 같은 잡음%1</translation>
    </message>
    <message>
        <source>edge of the noise%1</source>
        <translation>잡음의 경계%1</translation>
    </message>
    <message>
        <source>index</source>
        <translation>순번</translation>
    </message>
    <message>
        <source>σᵢ / σ₁</source>
        <translation>σᵢ / σ₁</translation>
    </message>
    <message>
        <source>≡ all coordinates</source>
        <translation>≡ 모든 좌표</translation>
    </message>
    <message>
        <source>≡ in all %1 coordinates</source>
        <translation>좌표 %1개에서 모두 ≡</translation>
    </message>
    <message>
        <source>rank %1: %2 energy</source>
        <translation>랭크 %1: 에너지 %2</translation>
    </message>
    <message>
        <source>%1; %2 + %3 = %4 bits, directly %5</source>
        <translation>%1; %2 + %3 = %4비트, 직접 %5</translation>
    </message>
    <message>
        <source>f of rank %1</source>
        <translation>랭크 %1의 f</translation>
    </message>
    <message>
        <source>residual</source>
        <translation>잔차</translation>
    </message>
    <message>
        <source>%1: %2, at %3 dB</source>
        <translation>%1: %2, %3 dB 기준</translation>
    </message>
    <message>
        <source>rank of f</source>
        <translation>f의 랭크</translation>
    </message>
    <message>
        <source>f + residual (bits/weight)</source>
        <translation>f + 잔차 (비트/가중치)</translation>
    </message>
    <message>
        <source>coded directly: %1 bits</source>
        <translation>직접 부호화: %1비트</translation>
    </message>
    <message>
        <source>f alone, float16</source>
        <translation>f만, float16</translation>
    </message>
    <message>
        <source>all at %1 dB; estimates</source>
        <translation>모두 %1 dB에서의 추정치</translation>
    </message>
    <message>
        <source>%1, ten largest</source>
        <translation>%1, 가장 큰 열 개</translation>
    </message>
    <message>
        <source>P(|W| &gt; t)</source>
        <translation>P(|W| &gt; t)</translation>
    </message>
    <message>
        <source>Gaussian quantile (σ)</source>
        <translation>가우시안 분위수 (σ)</translation>
    </message>
    <message>
        <source>quantile of the coefficients (σ)</source>
        <translation>계수의 분위수 (σ)</translation>
    </message>
    <message>
        <source>Fourier, Hadamard</source>
        <translation>푸리에, 하다마드</translation>
    </message>
    <message>
        <source>Fourier</source>
        <translation>푸리에</translation>
    </message>
    <message>
        <source>MLP, Hadamard</source>
        <translation>MLP, 하다마드</translation>
    </message>
    <message>
        <source>MLP</source>
        <translation>MLP</translation>
    </message>
    <message>
        <source>input x</source>
        <translation>입력 x</translation>
    </message>
    <message>
        <source>y</source>
        <translation>y</translation>
    </message>
    <message>
        <source>target</source>
        <translation>목표</translation>
    </message>
    <message>
        <source>Fourier, %1 terms</source>
        <translation>푸리에, %1항</translation>
    </message>
    <message>
        <source>MLP, %1 parameters</source>
        <translation>MLP, 파라미터 %1개</translation>
    </message>
    <message>
        <source>relative error: Fourier %1, MLP %2</source>
        <translation>상대 오차: 푸리에 %1, MLP %2</translation>
    </message>
    <message>
        <source>parameter / σ</source>
        <translation>파라미터 / σ</translation>
    </message>
    <message>
        <source>Kurtosis: %1</source>
        <translation>첨도: %1</translation>
    </message>
    <message>
        <source>kurtosis: Fourier %1, MLP %2</source>
        <translation>첨도: 푸리에 %1, MLP %2</translation>
    </message>
    <message>
        <source>entropy estimate, all parameters (bits)</source>
        <translation>엔트로피 추정, 모든 파라미터 (비트)</translation>
    </message>
    <message>
        <source>fixed width, all parameters (bits)</source>
        <translation>고정 폭, 모든 파라미터 (비트)</translation>
    </message>
    <message>
        <source>MLP before rounding</source>
        <translation>반올림 전 MLP</translation>
    </message>
    <message>
        <source>stopped: F5 goes on</source>
        <translation>중지됨: F5로 계속</translation>
    </message>
    <message>
        <source>%1 of %2 curves</source>
        <translation>곡선 %1/%2</translation>
    </message>
    <message>
        <source>%1 without a curve that has this rate</source>
        <translation>이 레이트의 곡선이 없는 행렬 %1개</translation>
    </message>
    <message>
        <source>block (in the cells: gain in dB over the original)</source>
        <translation>블록 (칸 안: 원본 대비 이득, dB)</translation>
    </message>
    <message>
        <source>This file has no matrices in blocks.</source>
        <translation>이 파일에는 블록에 속한 행렬이 없습니다.</translation>
    </message>
    <message>
        <source>Stopped. F5 goes on.</source>
        <translation>중지했습니다. F5로 계속합니다.</translation>
    </message>
    <message>
        <source>highest SQNR</source>
        <translation>최고 SQNR</translation>
    </message>
    <message>
        <source>= no difference</source>
        <translation>= 차이 없음</translation>
    </message>
    <message>
        <source>No two curves have a rate in common that could be compared.</source>
        <translation>비교할 수 있는 공통 레이트를 가진 곡선이 없습니다.</translation>
    </message>
    <message>
        <source>The figure %1 is too long.</source>
        <translation>그림 %1이(가) 너무 깁니다.</translation>
    </message>
    <message>
        <source>The figure %1 is not there, or is no file.</source>
        <translation>그림 %1이(가) 없거나 파일이 아닙니다.</translation>
    </message>
    <message>
        <source>The figure %1 cannot be read: %2.</source>
        <translation>그림 %1을(를) 읽을 수 없습니다: %2.</translation>
    </message>
    <message>
        <source>%1 carries no recipe that it could be made of again.</source>
        <translation>%1에는 다시 만들 수 있는 레시피가 들어 있지 않습니다.</translation>
    </message>
    <message>
        <source>The recipe in %1 is too long.</source>
        <translation>%1의 레시피가 너무 깁니다.</translation>
    </message>
    <message>
        <source>"%1" is no object.</source>
        <translation>"%1"이(가) 객체가 아닙니다.</translation>
    </message>
    <message>
        <source>"%1" is no text.</source>
        <translation>"%1"이(가) 텍스트가 아닙니다.</translation>
    </message>
    <message>
        <source>It is no recipe of a figure: "format" is not "%1".</source>
        <translation>그림의 레시피가 아닙니다: "format"이 "%1"이(가) 아닙니다.</translation>
    </message>
    <message>
        <source>"version" is not %1, the only one this program knows.</source>
        <translation>"version"이 이 프로그램이 아는 유일한 버전인 %1이(가) 아닙니다.</translation>
    </message>
    <message>
        <source>A recipe has no part "%1".</source>
        <translation>레시피에 "%1" 항목은 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>"plot" is "%1", which is none of %2.</source>
        <translation>"plot"의 값 "%1"은(는) %2 중 어느 것도 아닙니다.</translation>
    </message>
    <message>
        <source>"commands" is no list.</source>
        <translation>"commands"가 목록이 아닙니다.</translation>
    </message>
    <message>
        <source>"commands" is no list of texts.</source>
        <translation>"commands"가 텍스트의 목록이 아닙니다.</translation>
    </message>
    <message>
        <source>The figure's file %1 is not there.</source>
        <translation>그림의 파일 %1이(가) 없습니다.</translation>
    </message>
    <message>
        <source>The figure's file %1 is not in %2.</source>
        <translation>그림의 파일 %1이(가) 다음 위치에 없습니다: %2.</translation>
    </message>
    <message>
        <source> nor in </source>
        <translation> 또는 </translation>
    </message>
    <message>
        <source>"view.model.file" names no model.</source>
        <translation>"view.model.file"에 모델이 적혀 있지 않습니다.</translation>
    </message>
    <message>
        <source>%1 holds no figure that can be made again. %2</source>
        <translation>%1에 다시 만들 수 있는 그림이 없습니다. %2</translation>
    </message>
    <message>
        <source>The model %1 has changed since the figure was made: its fingerprint is %2, not %3.</source>
        <translation>그림을 만든 뒤 모델 %1이(가) 바뀌었습니다. 지문이 %3이(가) 아니라 %2입니다.</translation>
    </message>
    <message>
        <source>symbols of equal length</source>
        <translation>길이가 같은 심볼</translation>
    </message>
    <message>
        <source>coded bytes</source>
        <translation>부호화 바이트</translation>
    </message>
    <message>
        <source>entropy of the symbols, an estimate</source>
        <translation>심볼의 엔트로피(추정치)</translation>
    </message>
    <message>
        <source>Counted: %1, scales, basis.</source>
        <translation>포함: %1, 스케일, 기저.</translation>
    </message>
    <message>
        <source>Counted: %1, scales, without the basis.</source>
        <translation>포함: %1, 스케일. 기저는 제외.</translation>
    </message>
    <message>
        <source>%1 is not orthogonal: it can be undone (there and back changes no weight by more than %2 of the largest), but energy and errors of its coefficients are not those of the weights.</source>
        <translation>%1 좌표는 직교가 아닙니다. 되돌릴 수는 있지만(왕복해도 어떤 가중치도 최댓값의 %2보다 크게 바뀌지 않음) 계수의 에너지와 오차는 가중치의 것과 다릅니다.</translation>
    </message>
    <message>
        <source>%1 turns the axes and nothing else: going there and back changes no weight by more than %2 of the largest.</source>
        <translation>%1 좌표는 축만 회전합니다. 왕복해도 어떤 가중치도 최댓값의 %2보다 크게 바뀌지 않습니다.</translation>
    </message>
    <message>
        <source>%1 is not exact: there and back leaves an error of %2 of the largest weight. Take its numbers with care.</source>
        <translation>%1 좌표는 정확하지 않습니다. 왕복하면 가장 큰 가중치의 %2만큼 오차가 남습니다. 수치를 주의해서 보십시오.</translation>
    </message>
    <message>
        <source>kurtosis %1 → %2, largest weight %3 σ → %4 σ</source>
        <translation>첨도 %1 → %2, 최대 가중치 %3 σ → %4 σ</translation>
    </message>
    <message>
        <source>%1 made tails that were not there (%2): its axes are special ones.</source>
        <translation>%1 좌표에서 없던 꼬리가 생겼습니다(%2). 이 좌표의 축은 특별한 축입니다.</translation>
    </message>
    <message>
        <source>There were no heavy tails for %1 to remove (%2).</source>
        <translation>%1 좌표가 제거할 무거운 꼬리가 없었습니다(%2).</translation>
    </message>
    <message>
        <source>%1 made the tails heavier (%2).</source>
        <translation>%1 좌표에서 꼬리가 더 무거워졌습니다(%2).</translation>
    </message>
    <message>
        <source>Under %1 the outliers are gone (%2) while the operator is the same: they are a property of the axes. That does not make the axes wrong; heavy tails also mark special ones.</source>
        <translation>%1 좌표에서는 연산자가 같은데도 아웃라이어가 사라집니다(%2). 아웃라이어는 축의 성질입니다. 그렇다고 원래 축이 잘못된 것은 아닙니다. 무거운 꼬리는 특별한 축의 표시이기도 합니다.</translation>
    </message>
    <message>
        <source>The outliers did not vanish under %1 (%2): they are not a matter of these axes alone.</source>
        <translation>%1 좌표에서도 아웃라이어가 사라지지 않았습니다(%2). 이 축만의 문제가 아닙니다.</translation>
    </message>
    <message>
        <source>top 1 % of the coefficients: %1 → %2 of the energy; Gaussian noise has %3</source>
        <translation>상위 1%의 계수: 에너지의 %1 → %2, 가우시안 잡음은 %3</translation>
    </message>
    <message>
        <source>%1 concentrates the energy (%2).</source>
        <translation>%1 좌표에서 에너지가 집중됩니다(%2).</translation>
    </message>
    <message>
        <source>%1 spreads the energy (%2): flattening is not concentration.</source>
        <translation>%1 좌표에서 에너지가 퍼집니다(%2). 평탄화는 집중이 아닙니다.</translation>
    </message>
    <message>
        <source>%1 does not concentrate (%2).</source>
        <translation>%1 좌표에서 에너지가 집중되지 않습니다(%2).</translation>
    </message>
    <message>
        <source>%1 gains %2 dB at %3 bits with this quantizer</source>
        <translation>이 양자화기를 쓸 때 %1 좌표는 %3비트에서 %2 dB를 얻습니다</translation>
    </message>
    <message>
        <source>%1 loses %2 dB at %3 bits</source>
        <translation>%1 좌표는 %3비트에서 %2 dB를 잃습니다</translation>
    </message>
    <message>
        <source>%1 makes no difference at %2 bits (%3 dB)</source>
        <translation>%1 좌표는 %2비트에서 차이가 없습니다(%3 dB)</translation>
    </message>
    <message>
        <source>; the entropy of the symbols goes from %1 to %2 bits</source>
        <translation>; 심볼의 엔트로피는 %1비트에서 %2비트로 바뀝니다</translation>
    </message>
    <message>
        <source>: part of that gain is bits, not geometry.</source>
        <translation>: 이 이득의 일부는 기하가 아니라 비트에서 옵니다.</translation>
    </message>
    <message>
        <source>The axes of %1 cost next to nothing to send: a seed.</source>
        <translation>%1 좌표의 축은 시드 하나이므로 보내는 비용이 거의 없습니다.</translation>
    </message>
    <message>
        <source>The axes of %1 cost %2 bits/weight to send and gain what %3 bits would: they do not pay, unless they are fused into a neighbouring layer or shared by many.</source>
        <translation>%1 좌표의 축을 보내는 데는 %2비트/가중치가 들고 얻는 것은 %3비트에 해당합니다. 이웃 레이어에 융합하거나 여럿이 공유하지 않으면 이득이 되지 않습니다.</translation>
    </message>
    <message>
        <source>The axes of %1 cost %2 bits/weight to send and gain what %3 bits would: they pay.</source>
        <translation>%1 좌표의 축을 보내는 데는 %2비트/가중치가 들고 얻는 것은 %3비트에 해당합니다. 이득이 됩니다.</translation>
    </message>
    <message>
        <source>All weights are equal: kurtosis and tails are undefined.</source>
        <translation>모든 가중치가 같습니다. 첨도와 꼬리가 정의되지 않습니다.</translation>
    </message>
    <message>
        <source>What is left are not two different numbers: kurtosis and tails are undefined.</source>
        <translation>남은 가중치에 서로 다른 수가 둘 이상 없습니다. 첨도와 꼬리는 정의되지 않습니다.</translation>
    </message>
    <message>
        <source>kurtosis %1 (a Gaussian has 3), largest weight %2 σ</source>
        <translation>첨도 %1(가우시안은 3), 최대 가중치 %2 σ</translation>
    </message>
    <message>
        <source>The weights have heavy tails: %1.</source>
        <translation>가중치의 꼬리가 무겁습니다: %1.</translation>
    </message>
    <message>
        <source>The weights look Gaussian: %1.</source>
        <translation>가중치가 가우시안처럼 보입니다: %1.</translation>
    </message>
    <message>
        <source>The tails are moderate: %1.</source>
        <translation>꼬리가 중간 정도입니다: %1.</translation>
    </message>
    <message>
        <source>Damage</source>
        <translation>손상</translation>
    </message>
    <message>
        <source>Weights that are no numbers: %1; infinite weights: %2. They are left out of every statistic.</source>
        <translation>수가 아닌 가중치: %1개, 무한대인 가중치: %2개. 모든 통계에서 제외됩니다.</translation>
    </message>
    <message>
        <source>As stored</source>
        <translation>저장된 상태</translation>
    </message>
    <message>
        <source>What stays</source>
        <translation>변하지 않는 것</translation>
    </message>
    <message>
        <source>Concentration</source>
        <translation>집중</translation>
    </message>
    <message>
        <source>Quantized</source>
        <translation>양자화 결과</translation>
    </message>
    <message>
        <source>Price of the axes</source>
        <translation>축의 비용</translation>
    </message>
    <message>
        <source>Outlier twin</source>
        <translation>아웃라이어 쌍둥이</translation>
    </message>
    <message>
        <source>The sample model rescaled: the same function, but heavy outliers.</source>
        <translation>스케일을 바꾼 샘플 모델: 같은 함수이지만 아웃라이어가 심합니다.</translation>
    </message>
    <message>
        <source>Sample model</source>
        <translation>샘플 모델</translation>
    </message>
    <message>
        <source>A small Llama, trained on a text in the public domain.</source>
        <translation>퍼블릭 도메인 텍스트로 학습한 작은 Llama입니다.</translation>
    </message>
    <message>
        <source>Synthetic layer</source>
        <translation>합성 레이어</translation>
    </message>
    <message>
        <source>Random matrices with planted outliers, heavy tails, low rank.</source>
        <translation>심어 놓은 아웃라이어, 무거운 꼬리, 저랭크를 갖는 무작위 행렬입니다.</translation>
    </message>
    <message>
        <source>KL divergence from the float model (nats/token)</source>
        <translation>부동소수점 모델로부터의 KL 발산 (나트/토큰)</translation>
    </message>
    <message>
        <source>noise floor (bfloat16 activations), %1</source>
        <translation>잡음 바닥(bfloat16 활성값), %1</translation>
    </message>
    <message>
        <source>noise floor %1, far below</source>
        <translation>잡음 바닥 %1, 훨씬 아래</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>퍼플렉시티</translation>
    </message>
    <message>
        <source>float model, %1</source>
        <translation>부동소수점 모델, %1</translation>
    </message>
    <message>
        <source>Divergence over rate · %1</source>
        <translation>레이트에 따른 발산 · %1</translation>
    </message>
    <message>
        <source>Perplexity over rate · %1</source>
        <translation>레이트에 따른 퍼플렉시티 · %1</translation>
    </message>
    <message>
        <source>The study has no finished combination yet.</source>
        <translation>연구에 완료된 조합이 아직 없습니다.</translation>
    </message>
    <message>
        <source>No combination of the study has such a number.</source>
        <translation>연구의 어느 조합에도 이 값이 없습니다.</translation>
    </message>
    <message>
        <source>rate, symbols of equal length (bits/weight)</source>
        <translation>레이트, 길이가 같은 심볼 (비트/가중치)</translation>
    </message>
    <message>
        <source>rate, entropy of the symbols (bits/weight)</source>
        <translation>레이트, 심볼의 엔트로피 (비트/가중치)</translation>
    </message>
    <message>
        <source>KL divergence (nats/token)</source>
        <translation>KL 발산 (나트/토큰)</translation>
    </message>
    <message>
        <source>%1 combinations in %2 curves</source>
        <translation>조합 %1개, 곡선 %2개</translation>
    </message>
    <message>
        <source>"size.%1" is no number from %2 to %3.</source>
        <translation>"size.%1"이(가) %2에서 %3까지의 수가 아닙니다.</translation>
    </message>
    <message>
        <source>"size.%1" is neither true nor false.</source>
        <translation>"size.%1"이(가) 참도 거짓도 아닙니다.</translation>
    </message>
    <message>
        <source>"size.preset" is none of %1.</source>
        <translation>"size.preset"이(가) %1 중 어느 것도 아닙니다.</translation>
    </message>
    <message>
        <source>"size" has no part "%1".</source>
        <translation>"size"에 "%1" 항목은 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>"size.dpi" is no whole number.</source>
        <translation>"size.dpi"가 정수가 아닙니다.</translation>
    </message>
    <message>
        <source>Over the angle</source>
        <translation>각도에 따른 변화</translation>
    </message>
    <message>
        <source>&quot;results&quot; names no file.</source>
        <translation>&quot;results&quot;에 파일이 적혀 있지 않습니다.</translation>
    </message>
    <message>
        <source>&quot;figure&quot; names no figure.</source>
        <translation>&quot;figure&quot;에 그림이 적혀 있지 않습니다.</translation>
    </message>
    <message>
        <source>The figure &quot;%1&quot; has no choice &quot;%2&quot;, only %3.</source>
        <translation>그림 &quot;%1&quot;에는 선택 항목 &quot;%2&quot;이(가) 없고 %3만 있습니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is &quot;%2&quot;, which is none of %3.</source>
        <translation>&quot;%1&quot;의 값 &quot;%2&quot;은(는) %3 중 하나가 아닙니다.</translation>
    </message>
    <message>
        <source>These results have no figure &quot;%1&quot;, only %2.</source>
        <translation>이 결과에는 그림 &quot;%1&quot;이(가) 없고 %2만 있습니다.</translation>
    </message>
    <message>
        <source>%1 holds no results that this program knows.</source>
        <translation>%1에는 이 프로그램이 아는 결과가 없습니다.</translation>
    </message>
    <message>
        <source>Combinations of the study</source>
        <translation>연구의 조합</translation>
    </message>
    <message>
        <source>Validation study</source>
        <translation>검증 연구</translation>
    </message>
    <message>
        <source>combinations: %1</source>
        <translation>조합: %1</translation>
    </message>
    <message>
        <source>What is shown over the rate</source>
        <translation>레이트에 따라 표시할 값</translation>
    </message>
    <message>
        <source>KL divergence</source>
        <translation>KL 발산</translation>
    </message>
    <message>
        <source>What stands for the symbols in the rate, beside scales and basis</source>
        <translation>스케일과 기저 외에, 레이트에서 심볼을 무엇으로 셀지</translation>
    </message>
    <message>
        <source>fixed-length rate</source>
        <translation>고정 길이 레이트</translation>
    </message>
    <message>
        <source>entropy rate</source>
        <translation>엔트로피 레이트</translation>
    </message>
    <message>
        <source>Loss over rate</source>
        <translation>레이트에 따른 손실</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>스윕</translation>
    </message>
    <message>
        <source>tensors: %1</source>
        <translation>텐서: %1</translation>
    </message>
    <message>
        <source>%1 of %2 tensors</source>
        <translation>텐서 %2개 중 %1개</translation>
    </message>
    <message>
        <source>coordinate systems: %1</source>
        <translation>좌표계: %1</translation>
    </message>
    <message>
        <source>%1, null: %2</source>
        <translation>%1, 널: %2</translation>
    </message>
    <message>
        <source>no null for this metric</source>
        <translation>이 지표에는 널이 없음</translation>
    </message>
    <message>
        <source>block (in the cells: gain in dB over %1)</source>
        <translation>블록 (칸 안: %1 대비 이득, dB)</translation>
    </message>
    <message>
        <source>%1 more tensors in the same places</source>
        <translation>같은 자리에 텐서 %1개 더 있음</translation>
    </message>
    <message>
        <source>Rate and distortion of the whole model</source>
        <translation>모델 전체의 레이트와 왜곡</translation>
    </message>
    <message>
        <source>rate (bits/weight)</source>
        <translation>레이트 (비트/가중치)</translation>
    </message>
    <message>
        <source>SQNR of the outputs (dB)</source>
        <translation>출력의 SQNR (dB)</translation>
    </message>
    <message>
        <source>SQNR of the weights (dB)</source>
        <translation>가중치의 SQNR (dB)</translation>
    </message>
    <message>
        <source>No tensor has points in all coordinate systems yet.</source>
        <translation>아직 모든 좌표계에서 측정된 텐서가 없습니다.</translation>
    </message>
    <message>
        <source>of %1 of %2 tensors</source>
        <translation>텐서 %2개 중 %1개</translation>
    </message>
    <message>
        <source>Layers against their null</source>
        <translation>널과 비교한 레이어</translation>
    </message>
    <message>
        <source>every tensor</source>
        <translation>모든 텐서</translation>
    </message>
    <message>
        <source>null: %1</source>
        <translation>널: %1</translation>
    </message>
    <message>
        <source>Null model that is drawn beside the weights</source>
        <translation>가중치 옆에 그릴 널 모델</translation>
    </message>
    <message>
        <source>no null</source>
        <translation>널 없음</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>지표</translation>
    </message>
    <message>
        <source>Flattening, on the x axis</source>
        <translation>평탄화, x축</translation>
    </message>
    <message>
        <source>Concentration, on the y axis</source>
        <translation>집중, y축</translation>
    </message>
    <message>
        <source>tensor</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>role</source>
        <translation>역할</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Number of weights.</source>
        <translation>가중치의 수.</translation>
    </message>
    <message>
        <source>best coordinates</source>
        <translation>가장 좋은 좌표</translation>
    </message>
    <message>
        <source>gain (dB)</source>
        <translation>이득 (dB)</translation>
    </message>
    <message>
        <source>Of the best coordinates over %1 at equal rate: %2.</source>
        <translation>같은 레이트에서 %1 대비 가장 좋은 좌표의 이득: %2.</translation>
    </message>
    <message>
        <source>%1 (dB)</source>
        <translation>%1 (dB)</translation>
    </message>
    <message>
        <source>Gain at equal rate: %1.</source>
        <translation>같은 레이트에서의 이득: %1.</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>측정되지 않음</translation>
    </message>
    <message>
        <source>Layers in all coordinates</source>
        <translation>모든 좌표의 레이어</translation>
    </message>
    <message>
        <source>coordinates</source>
        <translation>좌표</translation>
    </message>
    <message>
        <source>with parameters</source>
        <translation>매개변수 포함</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>레이트</translation>
    </message>
    <message>
        <source>Bits per weight: %1.</source>
        <translation>가중치당 비트: %1.</translation>
    </message>
    <message>
        <source>SQNR (dB)</source>
        <translation>SQNR (dB)</translation>
    </message>
    <message>
        <source>Medians of the roles</source>
        <translation>역할별 중앙값</translation>
    </message>
    <message>
        <source>tensors</source>
        <translation>텐서 수</translation>
    </message>
    <message>
        <source>Median of %1</source>
        <translation>%1의 중앙값</translation>
    </message>
    <message>
        <source>Medians: %1</source>
        <translation>중앙값: %1</translation>
    </message>
    <message>
        <source>all tensors</source>
        <translation>모든 텐서</translation>
    </message>
    <message>
        <source>Of all weights together: %1.</source>
        <translation>모든 가중치 전체: %1.</translation>
    </message>
    <message>
        <source>Over %1 at equal rate: %2.</source>
        <translation>같은 레이트에서 %1 대비: %2.</translation>
    </message>
    <message>
        <source>wins</source>
        <translation>승리 수</translation>
    </message>
    <message>
        <source>Tensors of which these are the best coordinates.</source>
        <translation>이 좌표가 가장 좋은 텐서의 수.</translation>
    </message>
    <message>
        <source>%1, seeds: %2</source>
        <translation>%1, 시드 %2개</translation>
    </message>
    <message>
        <source>Role of the tensors</source>
        <translation>텐서의 역할</translation>
    </message>
    <message>
        <source>every tensor, in file order</source>
        <translation>모든 텐서, 파일 순서대로</translation>
    </message>
    <message>
        <source>Quantizer</source>
        <translation>양자화기</translation>
    </message>
    <message>
        <source>Bits at which the coordinates are compared</source>
        <translation>좌표를 비교할 비트 수</translation>
    </message>
    <message>
        <source>%1 bits</source>
        <translation>%1비트</translation>
    </message>
    <message>
        <source>Whether the rate includes what a decoder must know of the axes</source>
        <translation>디코더가 축에 대해 알아야 할 정보를 레이트에 넣을지</translation>
    </message>
    <message>
        <source>basis counted</source>
        <translation>기저 포함</translation>
    </message>
    <message>
        <source>basis free</source>
        <translation>기저 제외</translation>
    </message>
    <message>
        <source>Whose quality is compared</source>
        <translation>무엇의 품질을 비교할지</translation>
    </message>
    <message>
        <source>SQNR of the weights</source>
        <translation>가중치의 SQNR</translation>
    </message>
    <message>
        <source>SQNR of the outputs</source>
        <translation>출력의 SQNR</translation>
    </message>
    <message>
        <source>Verdict: %1</source>
        <translation>판정: %1</translation>
    </message>
    <message>
        <source>Measure: %1</source>
        <translation>측정: %1</translation>
    </message>
    <message>
        <source>Threshold: %1</source>
        <translation>기준: %1</translation>
    </message>
    <message>
        <source>Source: %1</source>
        <translation>출처: %1</translation>
    </message>
    <message>
        <source>Theses</source>
        <translation>명제</translation>
    </message>
    <message>
        <source>verdict</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>claim</source>
        <translation>주장</translation>
    </message>
    <message>
        <source>thesis</source>
        <translation>명제</translation>
    </message>
    <message>
        <source>what was measured</source>
        <translation>측정 결과</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Layers in which it was tested.</source>
        <translation>검사한 레이어.</translation>
    </message>
    <message>
        <source>holds in</source>
        <translation>성립</translation>
    </message>
    <message>
        <source>Layers in which it holds.</source>
        <translation>성립하는 레이어의 수.</translation>
    </message>
    <message>
        <source>fails in</source>
        <translation>불성립</translation>
    </message>
    <message>
        <source>Layers in which it does not hold.</source>
        <translation>성립하지 않는 레이어의 수.</translation>
    </message>
    <message>
        <source>id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>not tested yet</source>
        <translation>아직 검사 안 함</translation>
    </message>
    <message>
        <source>Its layers</source>
        <translation>그 레이어</translation>
    </message>
    <message>
        <source>Thesis by layers</source>
        <translation>레이어별 명제</translation>
    </message>
    <message>
        <source>No thesis has been tested layer by layer yet.</source>
        <translation>아직 레이어별로 검사한 명제가 없습니다.</translation>
    </message>
    <message>
        <source>layer, in the order of the table</source>
        <translation>레이어, 표의 순서대로</translation>
    </message>
    <message>
        <source>The number that decides is defined in no layer.</source>
        <translation>판정하는 수가 어느 레이어에서도 정의되지 않습니다.</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>holds: %1, does not hold: %2, cannot tell: %3</source>
        <translation>성립: %1, 성립하지 않음: %2, 알 수 없음: %3</translation>
    </message>
    <message>
        <source>%1 of %2 theses</source>
        <translation>명제 %2개 중 %1개</translation>
    </message>
    <message>
        <source>Thesis</source>
        <translation>명제</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>성립</translation>
    </message>
    <message>
        <source>does not hold</source>
        <translation>성립하지 않음</translation>
    </message>
    <message>
        <source>cannot tell</source>
        <translation>알 수 없음</translation>
    </message>
    <message>
        <source>%1 %2, Hadamard %3</source>
        <translation>%1 %2, 하다마드 %3</translation>
    </message>
    <message>
        <source>Coefficients for an error of %1: %2</source>
        <translation>오차 %1에 필요한 계수: %2</translation>
    </message>
    <message>
        <source>DCT</source>
        <translation>DCT</translation>
    </message>
    <message>
        <source>Four numbers of every list over those of Gaussian numbers, and where Hadamard takes them: to the Gaussian, wherever they were.</source>
        <translation>각 목록의 네 가지 값을 가우시안 수의 값으로 나눈 것과, 하다마드 변환이 이를 옮기는 곳: 어디에 있었든 가우시안 쪽으로 갑니다.</translation>
    </message>
    <message>
        <source>Haar wavelet</source>
        <translation>하르 웨이블릿</translation>
    </message>
    <message>
        <source>How few coefficients of a fixed basis hold the function: a steep fall is a basis that fits it.</source>
        <translation>고정된 기저의 계수 몇 개가 함수를 담는지: 가파르게 떨어지면 함수에 맞는 기저입니다.</translation>
    </message>
    <message>
        <source>MLP as one list</source>
        <translation>MLP 전체 목록</translation>
    </message>
    <message>
        <source>MLP, hidden matrix</source>
        <translation>MLP, 은닉 행렬</translation>
    </message>
    <message>
        <source>Toy concentration</source>
        <translation>토이 집중도</translation>
    </message>
    <message>
        <source>Toy outliers and concentration</source>
        <translation>토이 아웃라이어와 집중도</translation>
    </message>
    <message>
        <source>coefficients kept, largest first</source>
        <translation>남긴 계수 수 (큰 것부터)</translation>
    </message>
    <message>
        <source>crest</source>
        <translation>파고율</translation>
    </message>
    <message>
        <source>energy in top 1 %</source>
        <translation>상위 1 %의 에너지</translation>
    </message>
    <message>
        <source>entropy at 4 bits</source>
        <translation>4비트 엔트로피</translation>
    </message>
    <message>
        <source>error %1: %2</source>
        <translation>오차 %1: %2</translation>
    </message>
    <message>
        <source>kurtosis</source>
        <translation>첨도</translation>
    </message>
    <message>
        <source>relative function error</source>
        <translation>함수의 상대 오차</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>표본</translation>
    </message>
    <message>
        <source>samples, Hadamard</source>
        <translation>표본, 하다마드</translation>
    </message>
    <message>
        <source>× Gaussian numbers; arrows lead to Hadamard</source>
        <translation>가우시안 수의 배수; 화살표 끝은 하다마드</translation>
    </message>
    <message>
        <source>Writes Markdown (CommonMark with tables) as PDF: A4, figures as vectors, numbered pages; the same bytes each time.</source>
        <translation>마크다운(표가 있는 CommonMark)을 PDF로 씁니다. A4, 벡터 그림, 쪽 번호. 매번 같은 바이트입니다.</translation>
    </message>
    <message>
        <source>File ending in .pdf.</source>
        <translation>.pdf로 끝나는 파일.</translation>
    </message>
    <message>
        <source>Markdown; its pictures have names relative to it.</source>
        <translation>마크다운 파일. 그림의 이름은 이 파일을 기준으로 합니다.</translation>
    </message>
    <message>
        <source>it needs one Markdown file.</source>
        <translation>마크다운 파일이 하나 필요합니다.</translation>
    </message>
    <message>
        <source>it needs -o and a name that ends in .pdf.</source>
        <translation>-o와 .pdf로 끝나는 이름이 필요합니다.</translation>
    </message>
    <message>
        <source> See alidade document --help.</source>
        <translation> alidade document --help를 참고하세요.</translation>
    </message>
</context>
<context>
    <name>alidade::AngleCard</name>
    <message>
        <source>Turned by all angles · %1</source>
        <translation>모든 각도로 회전 · %1</translation>
    </message>
    <message>
        <source>energy / energy at 0°</source>
        <translation>에너지 / 0°의 에너지</translation>
    </message>
    <message>
        <source>angle of the butterflies (degrees)</source>
        <translation>버터플라이의 각도(도)</translation>
    </message>
    <message>
        <source>value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>kurtosis of a Gaussian: 3</source>
        <translation>가우시안의 첨도: 3</translation>
    </message>
    <message>
        <source>Select a tensor in the list of layers.</source>
        <translation>레이어 목록에서 텐서를 선택하십시오.</translation>
    </message>
    <message>
        <source>%1 is a vector: it has no input and output axes to turn.</source>
        <translation>%1은(는) 벡터입니다. 회전할 입력 축과 출력 축이 없습니다.</translation>
    </message>
    <message>
        <source>Computing %1 …</source>
        <translation>%1 계산 중 …</translation>
    </message>
    <message>
        <source>Over the angle</source>
        <translation>각도에 따른 변화</translation>
    </message>
</context>
<context>
    <name>alidade::CalibrationIndicator</name>
    <message>
        <source>&amp;Another calibration …</source>
        <translation>다른 캘리브레이션(&amp;A) …</translation>
    </message>
    <message>
        <source>&amp;Close the calibration</source>
        <translation>캘리브레이션 닫기(&amp;C)</translation>
    </message>
    <message>
        <source>no calibration</source>
        <translation>캘리브레이션 없음</translation>
    </message>
    <message>
        <source>calibrated on %1 tokens</source>
        <translation>토큰 %1개로 캘리브레이션함</translation>
    </message>
    <message>
        <source>calibrated</source>
        <translation>캘리브레이션함</translation>
    </message>
    <message>
        <source>Everything is measured with %1:</source>
        <translation>모든 것을 %1(으)로 측정합니다:</translation>
    </message>
    <message>
        <source>It was measured on another file than the one that is open.</source>
        <translation>지금 열린 파일이 아닌 다른 파일에서 측정한 것입니다.</translation>
    </message>
    <message>
        <source>Could not open the calibration %1</source>
        <translation>캘리브레이션 %1을(를) 열 수 없습니다</translation>
    </message>
</context>
<context>
    <name>alidade::ChipBox</name>
    <message>
        <source>Coordinates of the plot</source>
        <translation>그림의 좌표</translation>
    </message>
    <message>
        <source>Which coordinate system is drawn: the active one, or always the same</source>
        <translation>그릴 좌표계: 활성 좌표계 또는 항상 같은 좌표계</translation>
    </message>
    <message>
        <source>active</source>
        <translation>활성</translation>
    </message>
</context>
<context>
    <name>alidade::ChipButton</name>
    <message>
        <source>Coordinates: %1</source>
        <translation>좌표: %1</translation>
    </message>
    <message>
        <source>Click: show or hide. Key %1: bring to the front and back. Alt+click or Shift+%1: show alone.</source>
        <translation>클릭: 표시 또는 숨김. %1 키: 맨 앞으로 가져오고 되돌림. Alt+클릭 또는 Shift+%1: 단독 표시.</translation>
    </message>
    <message>
        <source>Click: show or hide. Alt+click: show alone.</source>
        <translation>클릭: 표시 또는 숨김. Alt+클릭: 단독 표시.</translation>
    </message>
</context>
<context>
    <name>alidade::CommandPalette</name>
    <message>
        <source>Find anything</source>
        <translation>무엇이든 찾기</translation>
    </message>
    <message>
        <source>Find a command, tensor, metric, sample or recent file</source>
        <translation>명령, 텐서, 지표, 샘플 또는 최근 파일 찾기</translation>
    </message>
    <message>
        <source>Command, tensor, metric, sample, recent file</source>
        <translation>명령, 텐서, 지표, 샘플, 최근 파일</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>찾은 항목</translation>
    </message>
</context>
<context>
    <name>alidade::CompareCard</name>
    <message>
        <source>Distribution</source>
        <translation>분포</translation>
    </message>
    <message>
        <source>Tail</source>
        <translation>꼬리</translation>
    </message>
    <message>
        <source>Q–Q</source>
        <translation>Q–Q</translation>
    </message>
    <message>
        <source>Energy compaction</source>
        <translation>에너지 집중도</translation>
    </message>
    <message>
        <source>Coordinates of this half</source>
        <translation>이쪽의 좌표</translation>
    </message>
    <message>
        <source>Which of the shown coordinate systems stands here</source>
        <translation>표시된 좌표계 중 여기에 놓을 좌표계</translation>
    </message>
    <message>
        <source>Plot of the comparison</source>
        <translation>비교할 그림</translation>
    </message>
    <message>
        <source>What both halves show</source>
        <translation>양쪽에 표시할 그림</translation>
    </message>
</context>
<context>
    <name>alidade::CoordinateBar</name>
    <message>
        <source>Coordinate systems</source>
        <translation>좌표계</translation>
    </message>
    <message>
        <source>Add a coordinate system</source>
        <translation>좌표계 추가</translation>
    </message>
    <message>
        <source>Add a coordinate system to the bar</source>
        <translation>표시줄에 좌표계 추가</translation>
    </message>
    <message>
        <source>&amp;Show in the plots</source>
        <translation>그림에 표시(&amp;S)</translation>
    </message>
    <message>
        <source>Bring to the &amp;front</source>
        <translation>맨 앞으로 가져오기(&amp;F)</translation>
    </message>
    <message>
        <source>Show &amp;alone</source>
        <translation>단독 표시(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Remove from the bar</source>
        <translation>표시줄에서 제거(&amp;R)</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>&amp;Defaults</source>
        <translation>기본값(&amp;D)</translation>
    </message>
</context>
<context>
    <name>alidade::CurveSurvey</name>
    <message>
        <source>%1 · curves</source>
        <translation>%1 · 곡선</translation>
    </message>
</context>
<context>
    <name>alidade::DepthCard</name>
    <message>
        <source>Metric of the depth profile</source>
        <translation>깊이 프로파일의 지표</translation>
    </message>
    <message>
        <source>Metric drawn over the depth of the model</source>
        <translation>모델의 깊이에 따라 그리는 지표</translation>
    </message>
</context>
<context>
    <name>alidade::EngineBridge</name>
    <message>
        <source>Opening %1</source>
        <translation>%1 여는 중</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>%1 읽는 중</translation>
    </message>
    <message>
        <source>Toy experiment</source>
        <translation>토이 실험</translation>
    </message>
    <message>
        <source>Looking for models on this machine</source>
        <translation>이 컴퓨터에서 모델을 찾는 중</translation>
    </message>
</context>
<context>
    <name>alidade::ExplainPanel</name>
    <message>
        <source>What the numbers say</source>
        <translation>수치가 말하는 것</translation>
    </message>
    <message>
        <source>Select a tensor to read what its numbers say.</source>
        <translation>텐서를 선택하면 그 수치가 말하는 것을 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>The comparison is with the original coordinates: show them to read it.</source>
        <translation>비교는 원본 좌표와 합니다. 읽으려면 원본을 표시하십시오.</translation>
    </message>
</context>
<context>
    <name>alidade::FigureDialog</name>
    <message>
        <source>Save figure</source>
        <translation>그림 저장</translation>
    </message>
    <message>
        <source>PDF document</source>
        <translation>PDF 문서</translation>
    </message>
    <message>
        <source>SVG drawing</source>
        <translation>SVG 그림</translation>
    </message>
    <message>
        <source>PNG image</source>
        <translation>PNG 이미지</translation>
    </message>
    <message>
        <source>%1 dpi</source>
        <translation>%1 dpi</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>mm</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>너비</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>높이</translation>
    </message>
    <message>
        <source>pt</source>
        <translation>pt</translation>
    </message>
    <message>
        <source>Font size</source>
        <translation>글꼴 크기</translation>
    </message>
    <message>
        <source>Title in the figure</source>
        <translation>그림에 제목 넣기</translation>
    </message>
    <message>
        <source>Legend in the figure</source>
        <translation>그림에 범례 넣기</translation>
    </message>
    <message>
        <source>Preview in grey</source>
        <translation>회색조 미리 보기</translation>
    </message>
    <message>
        <source>Shows whether the curves can be told apart where the figure is printed without colour</source>
        <translation>그림을 색 없이 인쇄해도 곡선을 구별할 수 있는지 보임</translation>
    </message>
    <message>
        <source>Preview of the figure</source>
        <translation>그림 미리 보기</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>해상도</translation>
    </message>
</context>
<context>
    <name>alidade::FigureRenderer</name>
    <message>
        <source>The model %1 holds no tensor %2.</source>
        <translation>모델 %1에 텐서 %2이(가) 없습니다.</translation>
    </message>
    <message>
        <source>Not everything that the figure shows could be computed.</source>
        <translation>그림이 보여 줄 것을 모두 계산하지는 못했습니다.</translation>
    </message>
    <message>
        <source>The figure would show nothing. %1</source>
        <translation>그림에 표시될 것이 없습니다. %1</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>%1 읽는 중</translation>
    </message>
</context>
<context>
    <name>alidade::HeatMapCard</name>
    <message>
        <source>Colours of the heat map</source>
        <translation>히트맵의 색</translation>
    </message>
    <message>
        <source>Colours for the sign and size of a coefficient, or for the decades of its magnitude</source>
        <translation>계수의 부호와 크기를 나타내는 색, 또는 크기의 자릿수를 나타내는 색</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>부호 포함</translation>
    </message>
    <message>
        <source>magnitude</source>
        <translation>크기</translation>
    </message>
</context>
<context>
    <name>alidade::InspectorModel</name>
    <message>
        <source>
… %1 bytes in all; copy the value to have the rest.</source>
        <translation>
… 전체 %1바이트. 나머지는 값을 복사하십시오.</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>저장 크기</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>가중치당 비트</translation>
    </message>
    <message>
        <source>1 tensor, %1 parameters</source>
        <translation>텐서 1개, 파라미터 %1개</translation>
    </message>
    <message>
        <source>%1 tensors, %2 parameters</source>
        <translation>텐서 %1개, 파라미터 %2개</translation>
    </message>
    <message>
        <source>Type %1</source>
        <translation>자료형 %1</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>경고</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>역할</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>블록</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>전문가</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>형상</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>자료형</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation>배치 방향</translation>
    </message>
    <message>
        <source>stored input × output, as GPT-2 does: rows are input channels</source>
        <translation>GPT-2처럼 입력 × 출력으로 저장됨: 행이 입력 채널</translation>
    </message>
    <message>
        <source>matrix %1 is shown</source>
        <translation>행렬 %1 표시 중</translation>
    </message>
    <message>
        <source>all %1 rows are shown</source>
        <translation>%1행 모두 표시 중</translation>
    </message>
    <message>
        <source>Stack</source>
        <translation>스택</translation>
    </message>
    <message>
        <source>%1 matrices of %2 × %3, counted from 0; %4</source>
        <translation>%2 × %3 행렬 %1개, 0부터 셈; %4</translation>
    </message>
    <message>
        <source>Not measurable</source>
        <translation>측정할 수 없음</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Tensor: none is selected</source>
        <translation>텐서: 선택하지 않음</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>Metadata (%1)</source>
        <translation>메타데이터 (%1)</translation>
    </message>
    <message>
        <source>Metadata (%1 of %2)</source>
        <translation>메타데이터 (%1/%2)</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
</context>
<context>
    <name>alidade::InspectorPanel</name>
    <message>
        <source>No model is open. Open a file or a folder to read what it says about itself.</source>
        <translation>열린 모델이 없습니다. 파일이나 폴더를 열면 그 안에 적힌 정보를 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>Search the metadata</source>
        <translation>메타데이터 검색</translation>
    </message>
    <message>
        <source>Model, tensor and metadata</source>
        <translation>모델, 텐서, 메타데이터</translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation>행 복사(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the &amp;value as it is</source>
        <translation>값을 있는 그대로 복사(&amp;V)</translation>
    </message>
</context>
<context>
    <name>alidade::JobIndicator</name>
    <message>
        <source>Progress of the running job</source>
        <translation>실행 중인 작업의 진행률</translation>
    </message>
    <message>
        <source>All jobs</source>
        <translation>모든 작업</translation>
    </message>
    <message>
        <source>All jobs, each with a way to cancel it</source>
        <translation>모든 작업과 각 작업을 취소하는 방법</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Stop this job (Esc)</source>
        <translation>이 작업 중지 (Esc)</translation>
    </message>
    <message>
        <source>%1 · %2/%3</source>
        <translation>%1 · %2/%3</translation>
    </message>
    <message>
        <source>+%1</source>
        <translation>+%1</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation>취소: %1</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>모두 취소</translation>
    </message>
</context>
<context>
    <name>alidade::LayerFilter</name>
    <message>
        <source>'%1' lacks a field in front of the comparison.</source>
        <translation>'%1'에는 비교 앞에 필드가 없습니다.</translation>
    </message>
    <message>
        <source>'%1' lacks a type, as in dtype:bf16.</source>
        <translation>'%1'에는 dtype:bf16처럼 자료형이 있어야 합니다.</translation>
    </message>
    <message>
        <source>'%1' is not a field, or begins several; there are %2.</source>
        <translation>'%1'은(는) 필드가 아니거나 여러 필드의 앞부분입니다. 쓸 수 있는 필드: %2.</translation>
    </message>
    <message>
        <source>'%1' needs a number or a range after the colon, as in layer:4-12.</source>
        <translation>'%1'의 콜론 뒤에는 layer:4-12처럼 수나 범위가 있어야 합니다.</translation>
    </message>
    <message>
        <source>'%1' needs a number after %2.</source>
        <translation>'%1'의 %2 뒤에는 수가 있어야 합니다.</translation>
    </message>
</context>
<context>
    <name>alidade::LayerPanel</name>
    <message>
        <source>Layers</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Layers (%1)</source>
        <translation>레이어 (%1)</translation>
    </message>
    <message>
        <source>Layers (%1 of %2)</source>
        <translation>레이어 (%1/%2)</translation>
    </message>
    <message>
        <source>Filter: down_proj kurt&gt;10 layer:4-12</source>
        <translation>필터: down_proj kurt&gt;10 layer:4-12</translation>
    </message>
    <message>
        <source>Filter of the layer list</source>
        <translation>레이어 목록 필터</translation>
    </message>
    <message>
        <source>No tensor matches &lt;b&gt;%1&lt;/b&gt;. &lt;a href="clear"&gt;Clear the filter&lt;/a&gt;</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;에 맞는 텐서가 없습니다. &lt;a href="clear"&gt;필터 지우기&lt;/a&gt;</translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation>행 복사(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Filter by %1</source>
        <translation>%1(으)로 필터링(&amp;F)</translation>
    </message>
</context>
<context>
    <name>alidade::LayerTableModel</name>
    <message>
        <source>scalar</source>
        <translation>스칼라</translation>
    </message>
    <message>
        <source>%1 (stack of %2)</source>
        <translation>%1 (%2개 스택)</translation>
    </message>
    <message>
        <source>Cannot be measured: %1</source>
        <translation>측정할 수 없음: %1</translation>
    </message>
    <message>
        <source>%1
%2, %3, %4</source>
        <translation>%1
%2, %3, %4</translation>
    </message>
    <message>
        <source>Not measured yet</source>
        <translation>아직 측정하지 않음</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>형상</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>자료형</translation>
    </message>
</context>
<context>
    <name>alidade::LayoutMenu</name>
    <message>
        <source>&amp;Save the current layout as …</source>
        <translation>현재 레이아웃을 다른 이름으로 저장(&amp;S) …</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>삭제(&amp;D)</translation>
    </message>
    <message>
        <source>Save the layout</source>
        <translation>레이아웃 저장</translation>
    </message>
    <message>
        <source>Name of the layout:</source>
        <translation>레이아웃 이름:</translation>
    </message>
</context>
<context>
    <name>alidade::LocalModelsMenu</name>
    <message>
        <source>Looking …</source>
        <translation>찾는 중 …</translation>
    </message>
    <message>
        <source>There is no cache</source>
        <translation>캐시가 없음</translation>
    </message>
    <message>
        <source>None of HF_HUB_CACHE, HF_HOME, XDG_CACHE_HOME and HOME is set.</source>
        <translation>HF_HUB_CACHE, HF_HOME, XDG_CACHE_HOME, HOME이 모두 설정되지 않았습니다.</translation>
    </message>
    <message>
        <source>No models in the local cache</source>
        <translation>로컬 캐시에 모델이 없음</translation>
    </message>
    <message>
        <source>Looked in %1</source>
        <translation>%1에서 찾아봄</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1개 더 있음</translation>
    </message>
    <message>
        <source>They can be opened as folders; they are in %1</source>
        <translation>폴더로 열 수 있습니다. 위치: %1</translation>
    </message>
    <message>
        <source> (main)</source>
        <translation> (main)</translation>
    </message>
</context>
<context>
    <name>alidade::MainWindow</name>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>편집(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Coordinates</source>
        <translation>좌표(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Analyze</source>
        <translation>분석(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Open …</source>
        <translation>열기(&amp;O) …</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>지표</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>레이어</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) copied</source>
        <translation><numerusform>%n행 복사함</numerusform></translation>
    </message>
    <message>
        <source>Alidade</source>
        <translation>Alidade</translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation>%1을(를) 저장했습니다.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>What the numbers say</source>
        <translation>수치가 말하는 것</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>인스펙터</translation>
    </message>
    <message>
        <source>Main toolbar</source>
        <translation>기본 도구 모음</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>Seed of every random choice of axes: another seed, another set of axes</source>
        <translation>축을 무작위로 고를 때 쓰는 시드: 시드가 다르면 축도 다름</translation>
    </message>
    <message>
        <source>The session cannot be opened. %1</source>
        <translation>세션을 열 수 없습니다. %1</translation>
    </message>
    <message>
        <source>The sample '%1' is not installed; ALIDADE_SAMPLE_DATA may name the folder with the samples.</source>
        <translation>샘플 '%1'이(가) 설치되어 있지 않습니다. 샘플이 있는 폴더를 ALIDADE_SAMPLE_DATA로 지정할 수 있습니다.</translation>
    </message>
    <message>
        <source>%1 holds no tensors.</source>
        <translation>%1에 텐서가 없습니다.</translation>
    </message>
    <message>
        <source>%1 is no model but a calibration.</source>
        <translation>%1은(는) 모델이 아니라 캘리브레이션입니다.</translation>
    </message>
    <message>
        <source>Measure with it</source>
        <translation>이것으로 측정</translation>
    </message>
    <message>
        <source>Could not open %1</source>
        <translation>%1을(를) 열 수 없습니다</translation>
    </message>
    <message>
        <source>Could not open %1: %2</source>
        <translation>%1을(를) 열 수 없습니다: %2</translation>
    </message>
    <message>
        <source>Open another …</source>
        <translation>다른 파일 열기 …</translation>
    </message>
    <message>
        <source>Open a model file (Ctrl+O)</source>
        <translation>모델 파일 열기 (Ctrl+O)</translation>
    </message>
    <message>
        <source>Ope&amp;n folder …</source>
        <translation>폴더 열기(&amp;N) …</translation>
    </message>
    <message>
        <source>Ctrl+Alt+O</source>
        <translation>Ctrl+Alt+O</translation>
    </message>
    <message>
        <source>Open &amp;sample</source>
        <translation>샘플 열기(&amp;S)</translation>
    </message>
    <message>
        <source>Open a sample that comes with the program</source>
        <translation>프로그램에 포함된 샘플 열기</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>최근 파일 열기(&amp;R)</translation>
    </message>
    <message>
        <source>Save &amp;figure …</source>
        <translation>그림 저장(&amp;F) …</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>Save the current plot as PNG, SVG or PDF (Ctrl+E)</source>
        <translation>현재 그림을 PNG, SVG 또는 PDF로 저장 (Ctrl+E)</translation>
    </message>
    <message>
        <source>Save &amp;data …</source>
        <translation>데이터 저장(&amp;D) …</translation>
    </message>
    <message>
        <source>Ctrl+Shift+E</source>
        <translation>Ctrl+Shift+E</translation>
    </message>
    <message>
        <source>&amp;Close model</source>
        <translation>모델 닫기(&amp;C)</translation>
    </message>
    <message>
        <source>Ctrl+W</source>
        <translation>Ctrl+W</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>끝내기(&amp;Q)</translation>
    </message>
    <message>
        <source>Ctrl+Q</source>
        <translation>Ctrl+Q</translation>
    </message>
    <message>
        <source>Open cali&amp;bration …</source>
        <translation>캘리브레이션 열기(&amp;B) …</translation>
    </message>
    <message>
        <source>Second moments of the inputs, for axes, quantizers and errors that depend on them</source>
        <translation>입력의 2차 모멘트. 이에 의존하는 축, 양자화기, 오차에 쓰임</translation>
    </message>
    <message>
        <source>Close calibrat&amp;ion</source>
        <translation>캘리브레이션 닫기(&amp;I)</translation>
    </message>
    <message>
        <source>Open from the &amp;local cache</source>
        <translation>로컬 캐시에서 열기(&amp;L)</translation>
    </message>
    <message>
        <source>Ctrl+Shift+O</source>
        <translation>Ctrl+Shift+O</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>목록 지우기</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>모델 파일 열기</translation>
    </message>
    <message>
        <source>Open the folder of a model</source>
        <translation>모델 폴더 열기</translation>
    </message>
    <message>
        <source>Open a calibration</source>
        <translation>캘리브레이션 열기</translation>
    </message>
    <message>
        <source>Calibrations (*.h5 *.hdf5 *.safetensors *.npz *.npy *.gguf *.dat *.imatrix);;All files (*)</source>
        <translation>캘리브레이션 (*.h5 *.hdf5 *.safetensors *.npz *.npy *.gguf *.dat *.imatrix);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>언어(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Switch language</source>
        <translation>언어 전환(&amp;S)</translation>
    </message>
    <message>
        <source>Ctrl+Alt+K</source>
        <translation>Ctrl+Alt+K</translation>
    </message>
    <message>
        <source>Switch the language (Ctrl+Alt+K)</source>
        <translation>언어 전환 (Ctrl+Alt+K)</translation>
    </message>
    <message>
        <source>Switch the language</source>
        <translation>언어 전환</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>복사(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the rows of a list that has the focus, otherwise the current plot</source>
        <translation>포커스가 있는 목록의 행을 복사하고, 없으면 현재 그림을 복사</translation>
    </message>
    <message>
        <source>Copy the &amp;data of the plot</source>
        <translation>그림의 데이터 복사(&amp;D)</translation>
    </message>
    <message>
        <source>Ctrl+Shift+C</source>
        <translation>Ctrl+Shift+C</translation>
    </message>
    <message>
        <source>&amp;Filter layers</source>
        <translation>레이어 필터(&amp;F)</translation>
    </message>
    <message>
        <source>F&amp;ind anything …</source>
        <translation>무엇이든 찾기(&amp;I) …</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Ctrl+K</translation>
    </message>
    <message>
        <source>Commands, tensors, metrics, samples, recent files (Ctrl+K)</source>
        <translation>명령, 텐서, 지표, 샘플, 최근 파일 (Ctrl+K)</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>무엇이든 찾기</translation>
    </message>
    <message>
        <source>&amp;Maximise the card</source>
        <translation>카드 최대화(&amp;M)</translation>
    </message>
    <message>
        <source>F11</source>
        <translation>F11</translation>
    </message>
    <message>
        <source>&amp;Restore the cards</source>
        <translation>카드 원래대로(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Fit the plot</source>
        <translation>그림 맞춤(&amp;F)</translation>
    </message>
    <message>
        <source>Ctrl+Home</source>
        <translation>Ctrl+Home</translation>
    </message>
    <message>
        <source>Logarithmic &amp;y axis</source>
        <translation>로그 y축(&amp;Y)</translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <translation>Ctrl+L</translation>
    </message>
    <message>
        <source>Logarithmic &amp;x axis</source>
        <translation>로그 x축(&amp;X)</translation>
    </message>
    <message>
        <source>Ctrl+Shift+L</source>
        <translation>Ctrl+Shift+L</translation>
    </message>
    <message>
        <source>Plot as &amp;table</source>
        <translation>그림을 표로(&amp;T)</translation>
    </message>
    <message>
        <source>Ctrl+T</source>
        <translation>Ctrl+T</translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <translation>다음 창(&amp;N)</translation>
    </message>
    <message>
        <source>F6</source>
        <translation>F6</translation>
    </message>
    <message>
        <source>&amp;Previous pane</source>
        <translation>이전 창(&amp;P)</translation>
    </message>
    <message>
        <source>Shift+F6</source>
        <translation>Shift+F6</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>레이아웃 초기화(&amp;R)</translation>
    </message>
    <message>
        <source>Ctrl+Shift+0</source>
        <translation>Ctrl+Shift+0</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>테마(&amp;H)</translation>
    </message>
    <message>
        <source>As the des&amp;ktop</source>
        <translation>데스크톱 설정에 따름(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>밝게(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>어둡게(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Switch dark and light</source>
        <translation>어둡게/밝게 전환(&amp;S)</translation>
    </message>
    <message>
        <source>Ctrl+Alt+D</source>
        <translation>Ctrl+Alt+D</translation>
    </message>
    <message>
        <source>Bring to the &amp;front</source>
        <translation>맨 앞으로 가져오기(&amp;F)</translation>
    </message>
    <message>
        <source>Show &amp;alone</source>
        <translation>단독 표시(&amp;A)</translation>
    </message>
    <message>
        <source>Show or &amp;hide</source>
        <translation>표시 또는 숨김(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Remove from the bar</source>
        <translation>표시줄에서 제거(&amp;R)</translation>
    </message>
    <message>
        <source>Place %1</source>
        <translation>%1번 자리</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>추가(&amp;D)</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>모두 표시(&amp;A)</translation>
    </message>
    <message>
        <source>0</source>
        <translation>0</translation>
    </message>
    <message>
        <source>&amp;Compute the tensor again</source>
        <translation>텐서 다시 계산(&amp;C)</translation>
    </message>
    <message>
        <source>F5</source>
        <translation>F5</translation>
    </message>
    <message>
        <source>Same role, &amp;next block</source>
        <translation>같은 역할, 다음 블록(&amp;N)</translation>
    </message>
    <message>
        <source>Alt+Down</source>
        <translation>Alt+Down</translation>
    </message>
    <message>
        <source>Same role, &amp;previous block</source>
        <translation>같은 역할, 이전 블록(&amp;P)</translation>
    </message>
    <message>
        <source>Alt+Up</source>
        <translation>Alt+Up</translation>
    </message>
    <message>
        <source>Next matri&amp;x of the stack</source>
        <translation>스택의 다음 행렬(&amp;X)</translation>
    </message>
    <message>
        <source>Alt+PgDown</source>
        <translation>Alt+PgDown</translation>
    </message>
    <message>
        <source>Previous ma&amp;trix of the stack</source>
        <translation>스택의 이전 행렬(&amp;T)</translation>
    </message>
    <message>
        <source>Alt+PgUp</source>
        <translation>Alt+PgUp</translation>
    </message>
    <message>
        <source>&amp;More bits</source>
        <translation>비트 늘리기(&amp;M)</translation>
    </message>
    <message>
        <source>Ctrl+]</source>
        <translation>Ctrl+]</translation>
    </message>
    <message>
        <source>&amp;Fewer bits</source>
        <translation>비트 줄이기(&amp;F)</translation>
    </message>
    <message>
        <source>Ctrl+[</source>
        <translation>Ctrl+[</translation>
    </message>
    <message>
        <source>Cancel the running &amp;job</source>
        <translation>실행 중인 작업 취소(&amp;J)</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Cancel &amp;all jobs</source>
        <translation>모든 작업 취소(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>키보드 단축키(&amp;K)</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>&amp;About Alidade</source>
        <translation>Alidade 정보(&amp;A)</translation>
    </message>
    <message>
        <source>Metrics copied</source>
        <translation>지표를 복사함</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>키보드 단축키</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>동작</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>About Alidade</source>
        <translation>Alidade 정보</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Alidade %1&lt;/h3&gt;&lt;p&gt;An instrument for the weights of language models under a change of coordinates.&lt;/p&gt;&lt;p&gt;Linear algebra: %2&lt;br&gt;Qt %3&lt;/p&gt;&lt;p&gt;The program is free software under the GPL, version 3 or later; its core under the Apache licence 2.0.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Alidade %1&lt;/h3&gt;&lt;p&gt;좌표를 바꾸어 가며 언어 모델의 가중치를 살펴보는 도구입니다.&lt;/p&gt;&lt;p&gt;선형대수: %2&lt;br&gt;Qt %3&lt;/p&gt;&lt;p&gt;이 프로그램은 GPL 버전 3 이상을 따르는 자유 소프트웨어이며, 코어는 Apache 라이선스 2.0을 따릅니다.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>%1 (%2) – Alidade</source>
        <translation>%1 (%2) – Alidade</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Could not open the calibration %1</source>
        <translation>캘리브레이션 %1을(를) 열 수 없습니다</translation>
    </message>
    <message>
        <source>add to the coordinates</source>
        <translation>좌표에 추가</translation>
    </message>
    <message>
        <source>what it means</source>
        <translation>의미 보기</translation>
    </message>
    <message>
        <source>tensor</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>It is the same in all coordinates.</source>
        <translation>모든 좌표에서 같습니다.</translation>
    </message>
    <message>
        <source>Session saved as %1</source>
        <translation>세션을 %1(으)로 저장함</translation>
    </message>
    <message>
        <source>Save the session</source>
        <translation>세션 저장</translation>
    </message>
    <message>
        <source>Sessions (*%1)</source>
        <translation>세션 (*%1)</translation>
    </message>
    <message>
        <source>The program has ended without being closed. What it showed last can be restored.</source>
        <translation>프로그램이 정상적으로 닫히지 않고 끝났습니다. 마지막으로 보던 화면을 복원할 수 있습니다.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>복원</translation>
    </message>
    <message>
        <source>Save s&amp;ession</source>
        <translation>세션 저장(&amp;E)</translation>
    </message>
    <message>
        <source>Ctrl+S</source>
        <translation>Ctrl+S</translation>
    </message>
    <message>
        <source>Keep model, selection, coordinates, zoom and layout in a file</source>
        <translation>모델, 선택, 좌표, 확대/축소, 레이아웃을 파일에 보관</translation>
    </message>
    <message>
        <source>Save session &amp;as …</source>
        <translation>세션을 다른 이름으로 저장(&amp;A) …</translation>
    </message>
    <message>
        <source>Ctrl+Shift+S</source>
        <translation>Ctrl+Shift+S</translation>
    </message>
    <message>
        <source>&amp;Undo the change of view</source>
        <translation>보기 변경 실행 취소(&amp;U)</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Ctrl+Z</translation>
    </message>
    <message>
        <source>&amp;Redo the change of view</source>
        <translation>보기 변경 다시 실행(&amp;R)</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Z</source>
        <translation>Ctrl+Shift+Z</translation>
    </message>
    <message>
        <source>&amp;Back to the last tensor</source>
        <translation>이전 텐서로(&amp;B)</translation>
    </message>
    <message>
        <source>Alt+Left</source>
        <translation>Alt+Left</translation>
    </message>
    <message>
        <source>Back to the tensor looked at before (Alt+Left)</source>
        <translation>이전에 본 텐서로 돌아감 (Alt+Left)</translation>
    </message>
    <message>
        <source>F&amp;orward to the next tensor</source>
        <translation>다음 텐서로(&amp;O)</translation>
    </message>
    <message>
        <source>Alt+Right</source>
        <translation>Alt+Right</translation>
    </message>
    <message>
        <source>Forward to the tensor looked at after (Alt+Right)</source>
        <translation>이후에 본 텐서로 나아감 (Alt+Right)</translation>
    </message>
    <message>
        <source>Navigation</source>
        <translation>탐색</translation>
    </message>
    <message>
        <source>L&amp;ayouts</source>
        <translation>레이아웃(&amp;A)</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>둘러보기</translation>
    </message>
    <message>
        <source>&amp;Tour</source>
        <translation>둘러보기(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Start the tour</source>
        <translation>둘러보기 시작(&amp;S)</translation>
    </message>
    <message>
        <source>On the model that is open, otherwise on the sample</source>
        <translation>모델이 열려 있으면 그 모델로, 아니면 샘플로 진행</translation>
    </message>
    <message>
        <source>&amp;Previous step</source>
        <translation>이전 단계(&amp;P)</translation>
    </message>
    <message>
        <source>F9</source>
        <translation>F9</translation>
    </message>
    <message>
        <source>&amp;Next step</source>
        <translation>다음 단계(&amp;N)</translation>
    </message>
    <message>
        <source>F10</source>
        <translation>F10</translation>
    </message>
    <message>
        <source>&amp;End the tour</source>
        <translation>둘러보기 끝내기(&amp;E)</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>plot</source>
        <translation>그래프</translation>
    </message>
    <message>
        <source>In %1 there are %2 × NaN and %3 × infinity. They are left out of the statistics; a change of coordinates would spread them.</source>
        <translation>%1에 NaN이 %2개, 무한대가 %3개 있습니다. 통계에서는 제외하지만, 좌표를 바꾸면 퍼지게 됩니다.</translation>
    </message>
    <message>
        <source>Model files (%1);;Results (%2);;Figures and their recipes (*.pdf *.svg *.png *.json);;All files (*)</source>
        <translation>모델 파일 (%1);;결과 (%2);;그림과 레시피 (*.pdf *.svg *.png *.json);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>&amp;Study</source>
        <translation>연구(&amp;S)</translation>
    </message>
    <message>
        <source>Open &amp;results …</source>
        <translation>결과 열기(&amp;R) …</translation>
    </message>
    <message>
        <source>Results that a sweep, a validation study or verdicts have left in a file</source>
        <translation>스윕, 검증 연구 또는 판정이 파일에 남긴 결과</translation>
    </message>
    <message>
        <source>&amp;Close results</source>
        <translation>결과 닫기(&amp;C)</translation>
    </message>
    <message>
        <source>Open a file of results</source>
        <translation>결과 파일 열기</translation>
    </message>
    <message>
        <source>Results (%1);;All files (*)</source>
        <translation>결과 (%1);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>%1 읽는 중</translation>
    </message>
    <message>
        <source>Could not open the results %1</source>
        <translation>결과를 열 수 없습니다: %1</translation>
    </message>
    <message>
        <source>&amp;Axis transforms …</source>
        <translation>축 변환(&amp;A) …</translation>
    </message>
    <message>
        <source>Every matrix of the model in all kinds of axes, with seeds and nulls, into a file of results</source>
        <translation>모델의 모든 행렬을 여러 종류의 축에서 시드와 널과 함께 측정하여 결과 파일에 저장</translation>
    </message>
    <message>
        <source>S&amp;weep …</source>
        <translation>스윕(&amp;W) …</translation>
    </message>
    <message>
        <source>Every matrix in the coordinates that are shown, through the quantizer, into a file of results</source>
        <translation>모든 행렬을 표시된 좌표에서 양자화기로 측정하여 결과 파일에 저장</translation>
    </message>
    <message>
        <source>&amp;Verdicts of this model</source>
        <translation>이 모델의 판정(&amp;V)</translation>
    </message>
    <message>
        <source>Tests every thesis of the theory on this model</source>
        <translation>이론의 모든 명제를 이 모델에서 검사</translation>
    </message>
    <message>
        <source>Results of the study of axis transforms</source>
        <translation>축 변환 연구의 결과</translation>
    </message>
    <message>
        <source>Results of the sweep</source>
        <translation>스윕의 결과</translation>
    </message>
    <message>
        <source>Results of sweeps (*.h5)</source>
        <translation>스윕 결과 (*.h5)</translation>
    </message>
    <message>
        <source>Sweep into %1</source>
        <translation>%1(으)로 스윕</translation>
    </message>
    <message>
        <source>The sweep failed: %1</source>
        <translation>스윕에 실패했습니다: %1</translation>
    </message>
    <message>
        <source>The sweep runs in the background; what is finished is in the file already.</source>
        <translation>스윕이 백그라운드에서 실행 중이며, 끝난 것은 이미 파일에 있습니다.</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Testing the theses</source>
        <translation>명제 검사 중</translation>
    </message>
    <message>
        <source>Every thesis has been tested.</source>
        <translation>모든 명제를 검사했습니다.</translation>
    </message>
    <message>
        <source>Look at them</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>The theses cannot be tested: %1</source>
        <translation>명제를 검사할 수 없습니다: %1</translation>
    </message>
    <message>
        <source>Save the verdicts</source>
        <translation>판정 저장</translation>
    </message>
    <message>
        <source>Verdicts (*.json)</source>
        <translation>판정 (*.json)</translation>
    </message>
</context>
<context>
    <name>alidade::MessageBar</name>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Dismiss the message</source>
        <translation>메시지 닫기</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>alidade::MetricsPanel</name>
    <message>
        <source>Metrics per coordinate system</source>
        <translation>좌표계별 지표</translation>
    </message>
    <message>
        <source>Coded (Huffman)</source>
        <translation>부호화(허프만)</translation>
    </message>
    <message>
        <source>&amp;Copy the table</source>
        <translation>표 복사(&amp;C)</translation>
    </message>
    <message>
        <source>%1 · %2 · %3 · %4</source>
        <translation>%1 · %2 · %3 · %4</translation>
    </message>
    <message>
        <source>No tensor is selected.</source>
        <translation>선택한 텐서가 없습니다.</translation>
    </message>
    <message>
        <source>metric</source>
        <translation>지표</translation>
    </message>
</context>
<context>
    <name>alidade::MetricsTableModel</name>
    <message>
        <source>≡ The same in every orthogonal coordinate system.</source>
        <translation>≡ 모든 직교 좌표계에서 같습니다.</translation>
    </message>
    <message>
        <source>Depends on the coordinate system.</source>
        <translation>좌표계에 따라 달라집니다.</translation>
    </message>
    <message>
        <source>  null: %1</source>
        <translation>  귀무: %1</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>잡음</translation>
    </message>
    <message>
        <source>%1 of a null model</source>
        <translation>귀무 모형의 %1</translation>
    </message>
    <message>
        <source>It goes through the same change of coordinates. What the weights have beyond it is theirs.</source>
        <translation>같은 좌표 변환을 거칩니다. 이를 넘어서는 부분이 가중치 고유의 것입니다.</translation>
    </message>
    <message>
        <source>At %1 bits</source>
        <translation>%1비트일 때</translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation>SQNR</translation>
    </message>
    <message>
        <source>dB</source>
        <translation>dB</translation>
    </message>
    <message>
        <source>10 log₁₀ of signal power over squared error. 6.02 dB are worth one bit.</source>
        <translation>신호 전력과 제곱 오차의 비의 10 log₁₀입니다. 6.02 dB가 1비트에 해당합니다.</translation>
    </message>
    <message>
        <source>Output SQNR</source>
        <translation>출력 SQNR</translation>
    </message>
    <message>
        <source>−10 log₁₀ of tr(E Σ Eᵀ) / tr(W Σ Wᵀ): what the layer's output loses, with the second moments Σ of its inputs from the calibration. n/a for a tensor that it does not know.</source>
        <translation>tr(E Σ Eᵀ) / tr(W Σ Wᵀ)의 −10 log₁₀: 캘리브레이션에서 얻은 입력의 2차 모멘트 Σ로 잰, 레이어 출력의 손실입니다. 캘리브레이션이 모르는 텐서는 n/a입니다.</translation>
    </message>
    <message>
        <source>MSE</source>
        <translation>MSE</translation>
    </message>
    <message>
        <source>squared units of the weights</source>
        <translation>가중치 단위의 제곱</translation>
    </message>
    <message>
        <source>Mean squared error of the weights; an orthogonal change of coordinates keeps it.</source>
        <translation>가중치의 평균 제곱 오차로, 직교 좌표 변환은 이를 보존합니다.</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>엔트로피</translation>
    </message>
    <message>
        <source>bits/weight</source>
        <translation>비트/가중치</translation>
    </message>
    <message>
        <source>Shannon entropy of the symbols: an estimate of what an entropy coder would need. Flattening outliers usually raises it.</source>
        <translation>심볼의 섀넌 엔트로피로, 엔트로피 부호화기에 필요한 양의 추정치입니다. 아웃라이어를 평탄화하면 대개 올라갑니다.</translation>
    </message>
    <message>
        <source>Huffman</source>
        <translation>허프만</translation>
    </message>
    <message>
        <source>Mean length of a Huffman code of the symbols, without its table: an estimate.</source>
        <translation>심볼의 허프만 부호의 평균 길이로, 표를 제외한 추정치입니다.</translation>
    </message>
    <message>
        <source>Coded (%1)</source>
        <translation>부호화(%1)</translation>
    </message>
    <message>
        <source>Length of the bytes that the entropy coder wrote for the symbols, tables included: measured, and they decode.</source>
        <translation>엔트로피 부호화기가 심볼에 대해 쓴 바이트의 길이로, 표를 포함합니다. 실측값이며 복호화됩니다.</translation>
    </message>
    <message>
        <source>Scales</source>
        <translation>스케일</translation>
    </message>
    <message>
        <source>Scales and other side information of the quantizer.</source>
        <translation>양자화기의 스케일과 기타 부가 정보입니다.</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>기저</translation>
    </message>
    <message>
        <source>What a decoder must be sent to know the axes. A seed costs next to nothing, a fitted basis a great deal.</source>
        <translation>복호화기가 축을 알기 위해 받아야 하는 정보입니다. 시드는 거의 공짜이지만, 맞춘 기저는 매우 비쌉니다.</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>레이트</translation>
    </message>
    <message>
        <source>Gaussian gap</source>
        <translation>가우시안 격차</translation>
    </message>
    <message>
        <source>The rate less what independent Gaussian weights need for the same error, at these bits. Below 0 where the code makes use of weights that are not Gaussian.</source>
        <translation>같은 오차에 독립 가우시안 가중치가 필요로 하는 레이트를 이 비트에서의 레이트에서 뺀 값입니다. 부호화가 가중치의 비가우시안성을 활용하면 0보다 작습니다.</translation>
    </message>
    <message>
        <source>The error is that of the weights.</source>
        <translation>오차는 가중치의 오차입니다.</translation>
    </message>
    <message>
        <source>SQNR of the outputs</source>
        <translation>출력의 SQNR</translation>
    </message>
    <message>
        <source>SQNR of the weights</source>
        <translation>가중치의 SQNR</translation>
    </message>
    <message>
        <source>Against %1, the first coordinates of the bar, over the %2 that both curves reach. Negative: fewer bits. Curves of fewer than 4 points have none.</source>
        <translation>표시줄의 첫 좌표인 %1에 대해, 두 곡선이 모두 도달하는 %2 범위에서 비교합니다. 음수: 비트가 더 적음. 점이 4개 미만인 곡선에는 값이 없습니다.</translation>
    </message>
    <message>
        <source>BD-rate, bits</source>
        <translation>BD-레이트, 비트</translation>
    </message>
    <message>
        <source>BD-rate, %</source>
        <translation>BD-레이트, %</translation>
    </message>
    <message>
        <source>percent of the rate</source>
        <translation>레이트의 백분율</translation>
    </message>
    <message>
        <source>Exactness</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>Orthogonality</source>
        <translation>직교성</translation>
    </message>
    <message>
        <source>max |TᵀT − I|</source>
        <translation>max |TᵀT − I|</translation>
    </message>
    <message>
        <source>How far the axes are from orthogonal.</source>
        <translation>축이 직교에서 얼마나 벗어났는지를 나타냅니다.</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>에너지</translation>
    </message>
    <message>
        <source>| ‖W′‖ / ‖W‖ − 1 |</source>
        <translation>| ‖W′‖ / ‖W‖ − 1 |</translation>
    </message>
    <message>
        <source>How far the change of coordinates is from keeping the energy.</source>
        <translation>좌표 변환이 에너지 보존에서 얼마나 벗어났는지를 나타냅니다.</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>왕복</translation>
    </message>
    <message>
        <source>max |T⁻¹(T(W)) − W| / max |W|</source>
        <translation>max |T⁻¹(T(W)) − W| / max |W|</translation>
    </message>
    <message>
        <source>How far there-and-back is from the weights.</source>
        <translation>갔다가 돌아온 결과가 가중치에서 얼마나 벗어났는지를 나타냅니다.</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 ± %3 over %n draws</source>
        <translation><numerusform>%1: %2 ± %3, %n회 추출</numerusform></translation>
    </message>
    <message>
        <source>, z = %1</source>
        <translation>, z = %1</translation>
    </message>
    <message>
        <source>&lt;br&gt;≡ equal in all shown coordinates to a part in 100 000</source>
        <translation>&lt;br&gt;≡ 표시된 모든 좌표에서 10만분의 1까지 같음</translation>
    </message>
</context>
<context>
    <name>alidade::NullResults</name>
    <message>
        <source>%1 · nulls</source>
        <translation>%1 · 귀무</translation>
    </message>
</context>
<context>
    <name>alidade::Overview</name>
    <message>
        <source>Boards of plots</source>
        <translation>그림 보드</translation>
    </message>
</context>
<context>
    <name>alidade::PlaneCard</name>
    <message>
        <source>Horizontal axis of the plane</source>
        <translation>평면의 가로축</translation>
    </message>
    <message>
        <source>What says how heavy the tails are</source>
        <translation>꼬리가 얼마나 무거운지를 나타내는 지표</translation>
    </message>
    <message>
        <source>Vertical axis of the plane</source>
        <translation>평면의 세로축</translation>
    </message>
    <message>
        <source>What says how much energy few coefficients hold</source>
        <translation>적은 수의 계수가 에너지를 얼마나 담는지를 나타내는 지표</translation>
    </message>
</context>
<context>
    <name>alidade::PlotCard</name>
    <message>
        <source>Fit to data</source>
        <translation>데이터에 맞춤</translation>
    </message>
    <message>
        <source>Copy figure</source>
        <translation>그림 복사</translation>
    </message>
    <message>
        <source>Save figure…</source>
        <translation>그림 저장…</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>복원</translation>
    </message>
    <message>
        <source>Maximise</source>
        <translation>최대화</translation>
    </message>
</context>
<context>
    <name>alidade::PlotView</name>
    <message>
        <source>Plot</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>%1 times %2 cells, values from %3 to %4</source>
        <translation>%1 × %2칸, 값은 %3부터 %4까지</translation>
    </message>
    <message>
        <source>%1: %2 points, x from %3 to %4, y from %5 to %6</source>
        <translation>%1: 점 %2개, x는 %3부터 %4까지, y는 %5부터 %6까지</translation>
    </message>
    <message>
        <source>No value can be shown on this axis. Try the linear scale.</source>
        <translation>이 축에 표시할 수 있는 값이 없습니다. 선형 눈금을 써 보십시오.</translation>
    </message>
    <message>
        <source>None of these values is defined.</source>
        <translation>정의된 값이 하나도 없습니다.</translation>
    </message>
    <message>
        <source>Nothing to show yet.</source>
        <translation>아직 표시할 것이 없습니다.</translation>
    </message>
    <message>
        <source>Tab-separated values (*.tsv)</source>
        <translation>탭으로 구분된 값 (*.tsv)</translation>
    </message>
    <message>
        <source>HDF5 (*.h5)</source>
        <translation>HDF5 (*.h5)</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>쉼표로 구분된 값 (*.csv)</translation>
    </message>
    <message>
        <source>Copy figure</source>
        <translation>그림 복사</translation>
    </message>
    <message>
        <source>Copy data</source>
        <translation>데이터 복사</translation>
    </message>
    <message>
        <source>Save figure…</source>
        <translation>그림 저장…</translation>
    </message>
    <message>
        <source>Save data…</source>
        <translation>데이터 저장…</translation>
    </message>
    <message>
        <source>Log x</source>
        <translation>로그 x</translation>
    </message>
    <message>
        <source>Log y</source>
        <translation>로그 y</translation>
    </message>
    <message>
        <source>Show references</source>
        <translation>기준선 표시</translation>
    </message>
    <message>
        <source>Lock axes</source>
        <translation>축 고정</translation>
    </message>
    <message>
        <source>Zoom back</source>
        <translation>이전 확대로</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>맞춤</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>Show as table…</source>
        <translation>표로 보기…</translation>
    </message>
    <message>
        <source>What is this?</source>
        <translation>이것은 무엇입니까?</translation>
    </message>
    <message>
        <source>Figure copied as image, SVG and table.</source>
        <translation>그림을 이미지, SVG, 표로 복사했습니다.</translation>
    </message>
    <message>
        <source>Figure copied as image and SVG.</source>
        <translation>그림을 이미지와 SVG로 복사했습니다.</translation>
    </message>
    <message>
        <source>Data copied as a table.</source>
        <translation>데이터를 표로 복사했습니다.</translation>
    </message>
    <message>
        <source>Save data</source>
        <translation>데이터 저장</translation>
    </message>
    <message>
        <source>value</source>
        <translation>값</translation>
    </message>
</context>
<context>
    <name>alidade::QuantizerBar</name>
    <message>
        <source>Quantizer</source>
        <translation>양자화기</translation>
    </message>
    <message>
        <source>Parameters of quantizer and coder</source>
        <translation>양자화기와 부호화기의 매개변수</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>비트</translation>
    </message>
    <message>
        <source>Bit width that the tables and sentences speak of (Ctrl+[ and Ctrl+])</source>
        <translation>표와 설명이 다루는 비트 폭 (Ctrl+[, Ctrl+])</translation>
    </message>
    <message>
        <source>Coder</source>
        <translation>부호화기</translation>
    </message>
    <message>
        <source>estimates only</source>
        <translation>추정만</translation>
    </message>
    <message>
        <source>No entropy coder: the table shows the entropy of the symbols, which is an estimate and no file.</source>
        <translation>엔트로피 부호화기 없음: 표에는 심볼의 엔트로피가 표시되며, 이는 추정치이고 파일이 아닙니다.</translation>
    </message>
    <message>
        <source>Entropy coder whose bytes are measured at every bit width; it takes its time on large matrices</source>
        <translation>모든 비트 폭에서 실제 바이트를 측정하는 엔트로피 부호화기. 큰 행렬에서는 시간이 걸림</translation>
    </message>
    <message>
        <source>File, Open calibration gives it the second moments of the inputs.</source>
        <translation>파일 &gt; 캘리브레이션 열기로 입력의 2차 모멘트를 줄 수 있습니다.</translation>
    </message>
    <message>
        <source>Uses the second moments of the calibration.</source>
        <translation>캘리브레이션의 2차 모멘트를 사용합니다.</translation>
    </message>
    <message>
        <source>Defaults of %1</source>
        <translation>%1의 기본값</translation>
    </message>
</context>
<context>
    <name>alidade::RateCard</name>
    <message>
        <source>rate counted as</source>
        <translation>레이트 계산 방식</translation>
    </message>
    <message>
        <source>What counts as rate</source>
        <translation>무엇을 레이트로 셀지</translation>
    </message>
    <message>
        <source>count basis bits</source>
        <translation>기저 비트 포함</translation>
    </message>
    <message>
        <source>What counts as quality</source>
        <translation>무엇을 품질로 셀지</translation>
    </message>
    <message>
        <source>SQNR of weights</source>
        <translation>가중치의 SQNR</translation>
    </message>
    <message>
        <source>SQNR of outputs</source>
        <translation>출력의 SQNR</translation>
    </message>
    <message>
        <source>Error of the weights, or of the layer's output on the text of the calibration (operator-weighted), for this plot and the BD-rates in the table</source>
        <translation>이 그림과 표의 BD-레이트에 쓸 오차: 가중치의 오차, 또는 캘리브레이션 텍스트에서 레이어 출력의 오차(연산자 가중)</translation>
    </message>
    <message>
        <source>Charge what a decoder must be sent to know the axes. Without it, a fitted basis looks free, which it is only if it can be fused into a neighbouring layer.</source>
        <translation>복호화기가 축을 알기 위해 받아야 하는 정보의 비용을 매깁니다. 이를 빼면 맞춘 기저가 공짜로 보이는데, 실제로는 이웃 레이어에 융합할 수 있을 때만 그렇습니다.</translation>
    </message>
    <message>
        <source>fixed rate</source>
        <translation>고정 레이트</translation>
    </message>
    <message>
        <source>Symbols of equal length, as they are stored without an entropy coder.</source>
        <translation>길이가 같은 심볼로, 엔트로피 부호화기 없이 저장될 때의 레이트입니다.</translation>
    </message>
    <message>
        <source>entropy estimate</source>
        <translation>엔트로피 추정</translation>
    </message>
    <message>
        <source>The Shannon entropy of the symbols: an estimate, no file has this size.</source>
        <translation>심볼의 섀넌 엔트로피입니다. 추정치이며 이 크기의 파일은 없습니다.</translation>
    </message>
    <message>
        <source>coded bytes</source>
        <translation>부호화 바이트</translation>
    </message>
    <message>
        <source>What the entropy coder wrote, tables included. Choose a coder in the toolbar first.</source>
        <translation>엔트로피 부호화기가 쓴 바이트로, 표를 포함합니다. 먼저 도구 모음에서 부호화기를 고르십시오.</translation>
    </message>
    <message>
        <source>What stands for the symbols in the rate of this plot and of the comparisons in the table</source>
        <translation>이 그림의 레이트와 표의 비교에서 심볼을 무엇으로 셀지</translation>
    </message>
    <message>
        <source>basis bits</source>
        <translation>기저 비트</translation>
    </message>
</context>
<context>
    <name>alidade::RequestSet</name>
    <message>
        <source>Cancelled.</source>
        <translation>취소했습니다.</translation>
    </message>
</context>
<context>
    <name>alidade::RoleBox</name>
    <message>
        <source>Role of the tensors</source>
        <translation>텐서의 역할</translation>
    </message>
    <message>
        <source>Which tensor of every block is drawn</source>
        <translation>블록마다 어느 텐서를 그릴지</translation>
    </message>
    <message>
        <source>every matrix</source>
        <translation>모든 행렬</translation>
    </message>
</context>
<context>
    <name>alidade::Screenshot</name>
    <message>
        <source>alidade: could not write the picture %1: %2
</source>
        <translation>alidade: 그림 %1을(를) 쓸 수 없습니다: %2
</translation>
    </message>
</context>
<context>
    <name>alidade::SeedsCard</name>
    <message>
        <source>Number of seeds</source>
        <translation>시드의 수</translation>
    </message>
    <message>
        <source>Seeds that are drawn for every coordinate system that has one, beginning with its own</source>
        <translation>시드를 쓰는 좌표계마다 뽑을 시드의 수. 그 좌표계 자신의 시드부터 시작</translation>
    </message>
    <message>
        <source>%1 seeds</source>
        <translation>시드 %1개</translation>
    </message>
    <message numerus="yes">
        <source>%n seed(s)</source>
        <translation><numerusform>시드 %n개</numerusform></translation>
    </message>
    <message>
        <source>Seed ensemble · %1</source>
        <translation>시드 앙상블 · %1</translation>
    </message>
    <message>
        <source>%1, median of %2 seeds, band from least to greatest</source>
        <translation>%1, 시드 %2개의 중앙값, 띠는 최솟값에서 최댓값까지</translation>
    </message>
    <message>
        <source>Measuring …</source>
        <translation>측정 중 …</translation>
    </message>
    <message>
        <source>No visible coordinate system is drawn at random: show Hadamard or Haar.</source>
        <translation>무작위로 뽑는 좌표계가 표시되어 있지 않습니다. 하다마드나 하르를 표시하십시오.</translation>
    </message>
</context>
<context>
    <name>alidade::SplitCard</name>
    <message>
        <source>Rank of f</source>
        <translation>f의 랭크</translation>
    </message>
    <message>
        <source>Rank of the part f that is taken out: 0, 1, 2, 4 ... up to all</source>
        <translation>떼어 낼 부분 f의 랭크: 0, 1, 2, 4 ...에서 전체까지</translation>
    </message>
    <message>
        <source>rank %1</source>
        <translation>랭크 %1</translation>
    </message>
</context>
<context>
    <name>alidade::StackBar</name>
    <message>
        <source>&amp;Matrix</source>
        <translation>행렬(&amp;M)</translation>
    </message>
    <message>
        <source>Matrix of the stack</source>
        <translation>스택의 행렬</translation>
    </message>
    <message>
        <source>Which matrix of the stack is measured, counted from 0 (Alt+Page Down and Alt+Page Up)</source>
        <translation>스택에서 측정할 행렬, 0부터 셈 (Alt+Page Down, Alt+Page Up)</translation>
    </message>
    <message>
        <source>all</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>of 0–%1, %2×%3 each</source>
        <translation>/ 0–%1, 각 %2×%3</translation>
    </message>
</context>
<context>
    <name>alidade::Tour</name>
    <message>
        <source>Looking for the matrix with the highest kurtosis</source>
        <translation>첨도가 가장 높은 행렬 찾는 중</translation>
    </message>
    <message>
        <source>Checking: %1</source>
        <translation>확인 중: %1</translation>
    </message>
</context>
<context>
    <name>alidade::TourPanel</name>
    <message>
        <source>Step of the tour</source>
        <translation>둘러보기 단계</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <translation>확인 진행률</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Stop this check; the tour goes on</source>
        <translation>이 확인만 중지하며 둘러보기는 계속됨</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>다시 확인</translation>
    </message>
    <message>
        <source>Skip the tour</source>
        <translation>둘러보기 건너뛰기</translation>
    </message>
    <message>
        <source>End the tour and put the view back as it was</source>
        <translation>둘러보기를 끝내고 화면을 이전 상태로 되돌림</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>The step before (F9)</source>
        <translation>이전 단계 (F9)</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>다음</translation>
    </message>
    <message>
        <source>The next step (F10); what you have changed is put back</source>
        <translation>다음 단계 (F10). 바꾼 것은 원래대로 되돌림</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>%2단계 중 %1단계</translation>
    </message>
    <message>
        <source>Try it: %1</source>
        <translation>해 보기: %1</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>마침</translation>
    </message>
    <message>
        <source>Measuring …</source>
        <translation>측정 중 …</translation>
    </message>
    <message>
        <source>Looking for the matrix with the highest kurtosis.</source>
        <translation>첨도가 가장 높은 행렬을 찾고 있습니다.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>중지됨</translation>
    </message>
    <message>
        <source>Could not be checked</source>
        <translation>확인할 수 없음</translation>
    </message>
</context>
<context>
    <name>alidade::ToyCard</name>
    <message>
        <source>Training a small network …</source>
        <translation>작은 신경망 학습 중 …</translation>
    </message>
    <message>
        <source>Press Run to train a small network.</source>
        <translation>실행을 누르면 작은 신경망을 학습시킵니다.</translation>
    </message>
</context>
<context>
    <name>alidade::ToyConcentrationCard</name>
    <message>
        <source>Toy concentration</source>
        <translation>토이 집중도</translation>
    </message>
</context>
<context>
    <name>alidade::ToyFunctionCard</name>
    <message>
        <source>Toy function</source>
        <translation>토이 함수</translation>
    </message>
    <message>
        <source>Function to fit</source>
        <translation>맞출 함수</translation>
    </message>
    <message>
        <source>Seed of the toy experiment</source>
        <translation>토이 실험의 시드</translation>
    </message>
    <message>
        <source>Seed of the function, of the network's start and of the rotation</source>
        <translation>함수, 신경망 초깃값, 회전의 시드</translation>
    </message>
    <message>
        <source>seed </source>
        <translation>시드 </translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Stop the toy experiment</source>
        <translation>토이 실험 중지</translation>
    </message>
    <message>
        <source>Run the toy experiment</source>
        <translation>토이 실험 실행</translation>
    </message>
    <message>
        <source>Stop the training</source>
        <translation>학습 중지</translation>
    </message>
    <message>
        <source>Train the network again and round both sets of parameters</source>
        <translation>신경망을 다시 학습시키고 두 파라미터 집합을 반올림</translation>
    </message>
    <message>
        <source>Protocol of the toy experiment</source>
        <translation>토이 실험의 절차</translation>
    </message>
    <message>
        <source>Usual: 512 points, seconds. Reference: 4,096 points and a constant learning rate, as the expected outcomes were found; takes half a minute</source>
        <translation>기본: 512점, 몇 초. 기준: 4,096점과 일정한 학습률로, 예상 결과를 얻은 방식; 30초쯤 걸립니다</translation>
    </message>
    <message>
        <source>reference protocol</source>
        <translation>기준 절차</translation>
    </message>
    <message>
        <source>usual protocol</source>
        <translation>기본 절차</translation>
    </message>
</context>
<context>
    <name>alidade::ToyMeasuresCard</name>
    <message>
        <source>Toy outliers and concentration</source>
        <translation>토이 아웃라이어와 집중도</translation>
    </message>
</context>
<context>
    <name>alidade::ToyParametersCard</name>
    <message>
        <source>Toy parameters</source>
        <translation>토이 파라미터</translation>
    </message>
</context>
<context>
    <name>alidade::ToyRateCard</name>
    <message>
        <source>Toy rate–distortion</source>
        <translation>토이 레이트–왜곡</translation>
    </message>
    <message>
        <source>How the toy parameters are rounded</source>
        <translation>토이 파라미터의 반올림 방식</translation>
    </message>
    <message>
        <source>fixed width</source>
        <translation>고정 폭</translation>
    </message>
    <message>
        <source>entropy coded</source>
        <translation>엔트로피 부호화</translation>
    </message>
    <message>
        <source>One width for all numbers, with a scale for each tensor or for every 64 numbers, or one step for all with entropy coding</source>
        <translation>모든 수에 같은 폭을 쓰고 텐서마다 또는 수 64개마다 스케일을 두거나, 모두에 같은 스텝을 쓰고 엔트로피 부호화</translation>
    </message>
    <message>
        <source>groups of 64</source>
        <translation>64개 그룹</translation>
    </message>
</context>
<context>
    <name>alidade::ToyResults</name>
    <message>
        <source>Stopped. Press Run to start over.</source>
        <translation>중지했습니다. 실행을 누르면 처음부터 다시 시작합니다.</translation>
    </message>
</context>
<context>
    <name>alidade::TurningCard</name>
    <message>
        <source>Turn the axes by themselves</source>
        <translation>축을 자동으로 회전</translation>
    </message>
    <message>
        <source>Turns from the axes of the file to Hadamard's</source>
        <translation>파일의 축에서 하다마드 축까지 회전</translation>
    </message>
    <message>
        <source>Angle of the axes</source>
        <translation>축의 각도</translation>
    </message>
    <message>
        <source>Every butterfly of the fast Hadamard transform is a rotation by this angle: 0° are the axes of the file, 45° Hadamard's, and everything between is orthogonal as well</source>
        <translation>고속 하다마드 변환의 모든 버터플라이는 이 각도의 회전임: 0°는 파일의 축, 45°는 하다마드 축이며 그 사이도 모두 직교</translation>
    </message>
    <message>
        <source>Turned · %1</source>
        <translation>회전 · %1</translation>
    </message>
    <message>
        <source>energy × %1 · kurtosis %2 · L∞/σ %3</source>
        <translation>에너지 × %1 · 첨도 %2 · L∞/σ %3</translation>
    </message>
    <message>
        <source>0°: as stored</source>
        <translation>0°: 저장된 상태</translation>
    </message>
    <message>
        <source>45°: Hadamard's butterflies</source>
        <translation>45°: 하다마드 버터플라이</translation>
    </message>
    <message>
        <source>Turning the axes</source>
        <translation>축 회전</translation>
    </message>
    <message>
        <source>Select a tensor in the list of layers.</source>
        <translation>레이어 목록에서 텐서를 선택하십시오.</translation>
    </message>
    <message>
        <source>%1 is a vector: it has no input and output axes to turn.</source>
        <translation>%1은(는) 벡터입니다. 회전할 입력 축과 출력 축이 없습니다.</translation>
    </message>
    <message>
        <source>Computing %1 …</source>
        <translation>%1 계산 중 …</translation>
    </message>
</context>
<context>
    <name>alidade::ViewOpener</name>
    <message>
        <source>It names no model.</source>
        <translation>모델 이름이 적혀 있지 않습니다.</translation>
    </message>
    <message>
        <source>Its model %1 is not there any more.</source>
        <translation>세션의 모델 %1이(가) 더 이상 없습니다.</translation>
    </message>
    <message>
        <source>%1 has changed since the session was saved; its view is shown as far as it fits.</source>
        <translation>세션을 저장한 뒤 %1이(가) 바뀌었습니다. 세션의 화면은 맞는 만큼만 표시합니다.</translation>
    </message>
    <message>
        <source>%1 holds no tensor %2, which the session shows.</source>
        <translation>%1에 세션이 표시하는 텐서 %2이(가) 없습니다.</translation>
    </message>
    <message>
        <source>The calibration %1 of the session is not there any more.</source>
        <translation>세션의 캘리브레이션 %1이(가) 더 이상 없습니다.</translation>
    </message>
</context>
<context>
    <name>alidade::WelcomePage</name>
    <message>
        <source>Alidade</source>
        <translation>Alidade</translation>
    </message>
    <message>
        <source>See the weights of a language model under a change of coordinates: what stays, what moves, and what it is worth in bits.</source>
        <translation>좌표를 바꾸어 가며 언어 모델의 가중치를 살펴보십시오. 무엇이 그대로이고 무엇이 움직이는지, 그것이 비트로 얼마의 가치가 있는지 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Open a model file …</source>
        <translation>모델 파일 열기 …</translation>
    </message>
    <message>
        <source>or drop a file or a folder anywhere on this window</source>
        <translation>또는 이 창의 아무 곳에나 파일이나 폴더를 끌어다 놓으십시오</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>모델 파일 열기</translation>
    </message>
    <message>
        <source>Open a folder …</source>
        <translation>폴더 열기 …</translation>
    </message>
    <message>
        <source>with a model as Hugging Face keeps it; File lists the local cache</source>
        <translation>Hugging Face 방식으로 모델이 담긴 폴더. 로컬 캐시는 파일 메뉴에 있음</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>Start the tour</source>
        <translation>둘러보기 시작</translation>
    </message>
    <message>
        <source>eleven steps on the outlier twin, each measured while you read</source>
        <translation>아웃라이어 쌍둥이 모델로 진행하는 열한 단계이며, 읽는 동안 하나씩 측정합니다</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>샘플</translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation>최근 파일</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>폴더</translation>
    </message>
</context>
<context>
    <name>alidade::WinnerCard</name>
    <message>
        <source>fixed rate</source>
        <translation>고정 레이트</translation>
    </message>
    <message>
        <source>entropy estimate</source>
        <translation>엔트로피 추정</translation>
    </message>
    <message>
        <source>coded bytes</source>
        <translation>부호화 바이트</translation>
    </message>
    <message>
        <source>, basis not counted</source>
        <translation>, 기저 제외</translation>
    </message>
    <message>
        <source>%1 at %2 bits, %3%4</source>
        <translation>%1, %2비트, %3%4</translation>
    </message>
</context>
<context>
    <name>alidade::Workbench</name>
    <message>
        <source>%1 is a vector: it has no input and output axes to turn.</source>
        <translation>%1은(는) 벡터입니다. 회전할 입력 축과 출력 축이 없습니다.</translation>
    </message>
    <message>
        <source>Cancelled. Press F5 to compute it.</source>
        <translation>취소했습니다. 계산하려면 F5를 누르십시오.</translation>
    </message>
    <message>
        <source>%1 · survey</source>
        <translation>%1 · 전체 측정</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 · %2 · curve</source>
        <translation>%1 · %2 · 곡선</translation>
    </message>
    <message>
        <source>%1 · %2 · spectrum</source>
        <translation>%1 · %2 · 스펙트럼</translation>
    </message>
    <message>
        <source>%1 · %2 · coded bytes</source>
        <translation>%1 · %2 · 부호화 바이트</translation>
    </message>
    <message>
        <source>%1 · %2 · tails</source>
        <translation>%1 · %2 · 꼬리</translation>
    </message>
    <message>
        <source>%1 · %2 · singular values</source>
        <translation>%1 · %2 · 특잇값</translation>
    </message>
    <message>
        <source>%1 · %2 · heat map</source>
        <translation>%1 · %2 · 히트맵</translation>
    </message>
    <message>
        <source>%1 · %2 · low rank</source>
        <translation>%1 · %2 · 저랭크</translation>
    </message>
    <message>
        <source>%1 · %2 · sensitivity</source>
        <translation>%1 · %2 · 민감도</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>claims</name>
    <message>
        <source>A random x of norm %1 gives y = Wx of norm %2, the same to the last bit from two readings of the file: this is what must not change.</source>
        <translation>노름이 %1인 무작위 x에서 노름이 %2인 y = Wx를 얻으며, 파일을 두 번 읽어도 마지막 비트까지 같습니다. 이것이 바뀌어서는 안 되는 것입니다.</translation>
    </message>
    <message>
        <source>W holds values that are not finite, so y = Wx means nothing.</source>
        <translation>W에 유한하지 않은 값이 있으므로 y = Wx는 의미가 없습니다.</translation>
    </message>
    <message>
        <source>Two readings of the file give different y = Wx: the file has changed.</source>
        <translation>파일을 두 번 읽은 y = Wx가 서로 다릅니다. 파일이 바뀌었습니다.</translation>
    </message>
    <message>
        <source>Read as data, the weights have outliers: kurtosis %1 (a Gaussian has 3), the largest at %2 sigma, %3 of %4 beyond 6 sigma.</source>
        <translation>데이터로 읽으면 가중치에 아웃라이어가 있습니다. 첨도 %1(가우시안은 3), 최댓값 %2 sigma, %4개 중 %3개가 6 sigma를 넘습니다.</translation>
    </message>
    <message>
        <source>Does not hold here: kurtosis %1 (a Gaussian has 3), the largest at %2 sigma, %3 of %4 beyond 6 sigma: in the axes of the file this tensor has no outliers.</source>
        <translation>여기서는 성립하지 않습니다. 첨도 %1(가우시안은 3), 최댓값 %2 sigma, %4개 중 %3개가 6 sigma를 넘습니다. 파일의 축에서 이 텐서에는 아웃라이어가 없습니다.</translation>
    </message>
    <message>
        <source>This tensor has no finite weights that vary, so no statistics of them.</source>
        <translation>이 텐서에는 값이 서로 다른 유한한 가중치가 없어 통계를 낼 수 없습니다.</translation>
    </message>
    <message>
        <source>(WQ)(Q^T x) differs from Wx by %1 of its norm, and the spectral norm by %2 of itself, while kurtosis goes from %3 to %4 and L-infinity / sigma from %5 to %6. The inverse rotation acts on x.</source>
        <translation>(WQ)(Q^T x)와 Wx의 차이는 그 노름의 %1, 스펙트럼 노름의 차이는 그 값의 %2입니다. 반면 첨도는 %3에서 %4(으)로, L-infinity / sigma는 %5에서 %6(으)로 바뀝니다. 역회전은 x에 작용합니다.</translation>
    </message>
    <message>
        <source>Does not hold: (WQ)(Q^T x) differs from Wx by %1 of its norm and the spectral norm by %2 of itself, more than rounding explains.</source>
        <translation>성립하지 않습니다. (WQ)(Q^T x)와 Wx의 차이는 그 노름의 %1, 스펙트럼 노름의 차이는 그 값의 %2(으)로, 반올림으로 설명되는 것보다 큽니다.</translation>
    </message>
    <message>
        <source>Does not hold here: the operator is the same (%1), but so are the statistics: kurtosis %2 and %3, L-infinity / sigma %4 and %5.</source>
        <translation>여기서는 성립하지 않습니다. 연산자가 같지만(%1) 통계도 같습니다. 첨도 %2, %3, L-infinity / sigma %4, %5입니다.</translation>
    </message>
    <message>
        <source>These coordinates are not orthogonal: the claim is about rotations.</source>
        <translation>이 좌표는 직교가 아닙니다. 이 주장은 회전에 관한 것입니다.</translation>
    </message>
    <message>
        <source>Kurtosis is above 10 in %1 of %2 matrices in the axes of the file and in %3 after the rotation.</source>
        <translation>첨도가 10을 넘는 행렬은 %2개 중 파일의 축에서 %1개, 회전 후 %3개입니다.</translation>
    </message>
    <message>
        <source>Does not hold here: kurtosis is above 10 in %1 of %2 matrices in the axes of the file and still in %3 after the rotation.</source>
        <translation>여기서는 성립하지 않습니다. 첨도가 10을 넘는 행렬은 %2개 중 파일의 축에서 %1개, 회전 후에도 여전히 %3개입니다.</translation>
    </message>
    <message>
        <source>Does not hold here: no layer has outliers in the axes of the file (kurtosis at most %1 in %2 matrices), so there is nothing that other axes could take away.</source>
        <translation>여기서는 성립하지 않습니다. 파일의 축에서 아웃라이어가 있는 레이어가 없으므로(행렬 %2개의 첨도가 최대 %1) 다른 축이 없앨 것이 없습니다.</translation>
    </message>
    <message>
        <source>With the channels in random order the kurtosis after random rotations stays within its spread over seeds (%1 and %2, z = %3), while the DCT's goes from %4 to %5 (z = %6): a frequency needs an order, a rotation does not.</source>
        <translation>채널을 무작위 순서로 놓으면, 무작위 회전 후의 첨도는 시드에 따른 산포 안에 머물지만(%1, %2, z = %3) DCT의 첨도는 %4에서 %5(으)로 바뀝니다(z = %6). 주파수에는 순서가 필요하지만 회전에는 필요하지 않습니다.</translation>
    </message>
    <message>
        <source>Does not hold here: random rotations do not see the order of the channels (kurtosis %1 and %2, z = %3), but neither does the DCT (%4 and %5, z = %6): these channels have no order, so the DCT is one more rotation.</source>
        <translation>여기서는 성립하지 않습니다. 무작위 회전은 채널의 순서를 알아채지 못하지만(첨도 %1, %2, z = %3) DCT도 마찬가지입니다(%4, %5, z = %6). 이 채널에는 순서가 없으므로 DCT는 또 하나의 회전일 뿐입니다.</translation>
    </message>
    <message>
        <source>Does not hold: with the channels in random order the kurtosis after random rotations goes from %1 to %2, z = %3 beyond its spread over seeds.</source>
        <translation>성립하지 않습니다. 채널을 무작위 순서로 놓으면 무작위 회전 후의 첨도가 %1에서 %2(으)로 바뀌어 시드에 따른 산포를 벗어납니다(z = %3).</translation>
    </message>
    <message>
        <source>90 % of the energy lies in %1 % of the coefficients in the axes of the file (spiky), %2 % after the rotation (flat; Gaussian noise %3 %), %4 % in principal axes (concentrated; noise in its own axes %5 %), whose basis costs %6 bits a weight.</source>
        <translation>에너지의 90%를 담는 계수는 파일의 축에서 %1%(뾰족함), 회전 후 %2%(평탄함, 가우시안 잡음은 %3%), 주축에서 %4%(집중됨, 자신의 주축에서 본 잡음은 %5%)이며, 주축의 기저에는 가중치당 %6비트가 듭니다.</translation>
    </message>
    <message>
        <source>Does not hold here: in the axes of the file 90 % of the energy lies in %1 % of the weights, as of Gaussian noise (%2 %): there is nothing to flatten. After the rotation %3 %, in principal axes %4 % (noise %5 %).</source>
        <translation>여기서는 성립하지 않습니다. 파일의 축에서 에너지의 90%를 담는 가중치는 %1%로 가우시안 잡음(%2%)과 같아 평탄화할 것이 없습니다. 회전 후에는 %3%, 주축에서는 %4%(잡음 %5%)입니다.</translation>
    </message>
    <message>
        <source>Does not hold here: after the rotation 90 % of the energy lies in %1 % of the coefficients and not in the %2 % of Gaussian noise.</source>
        <translation>여기서는 성립하지 않습니다. 회전 후 에너지의 90%를 담는 계수는 %1%로, 가우시안 잡음의 %2%가 아닙니다.</translation>
    </message>
    <message>
        <source>Does not hold here: principal axes hold 90 % of the energy in %1 % of the coefficients, Gaussian noise in its own principal axes in %2 %: no concentration beyond chance.</source>
        <translation>여기서는 성립하지 않습니다. 에너지의 90%를 담는 계수는 주축에서 %1%, 자신의 주축에서 본 가우시안 잡음에서 %2%입니다. 우연을 넘는 집중이 없습니다.</translation>
    </message>
    <message>
        <source>The rotation gains %1 dB at 3 and %2 dB at 4 bits of fixed width, and %3 and %4 dB with entropy coding at equal entropy. Principal axes gain %5 dB at 4 bits with entropy coding, %6 dB once their basis is paid for.</source>
        <translation>회전의 이득은 고정 폭 3비트에서 %1 dB, 4비트에서 %2 dB이고, 엔트로피가 같은 엔트로피 부호화에서는 %3 dB와 %4 dB입니다. 주축의 이득은 4비트 엔트로피 부호화에서 %5 dB이며, 기저의 비용을 치르면 %6 dB입니다.</translation>
    </message>
    <message>
        <source>Does not hold here: the rotation gains %1 dB at 3 and %2 dB at 4 bits of fixed width, less than 0.3: these weights are nearly Gaussian already. With entropy coding %3 and %4 dB; principal axes %5 dB, %6 dB with their basis.</source>
        <translation>여기서는 성립하지 않습니다. 회전의 이득은 고정 폭 3비트에서 %1 dB, 4비트에서 %2 dB로 0.3보다 작습니다. 이 가중치는 이미 가우시안에 가깝습니다. 엔트로피 부호화에서는 %3 dB와 %4 dB, 주축은 %5 dB, 기저를 포함하면 %6 dB입니다.</translation>
    </message>
    <message>
        <source>Does not hold here: the rotation gains %1 dB at 3 and %2 dB at 4 bits of fixed width, but %3 and %4 dB with entropy coding too. Principal axes %5 dB, %6 dB with their basis.</source>
        <translation>여기서는 성립하지 않습니다. 회전의 이득은 고정 폭 3비트에서 %1 dB, 4비트에서 %2 dB이지만, 엔트로피 부호화에서도 %3 dB와 %4 dB입니다. 주축은 %5 dB, 기저를 포함하면 %6 dB입니다.</translation>
    </message>
    <message>
        <source>Magnitude and sensitivity of weights have a rank correlation of %1 within columns (%2 overall, median of %3 matrices). Zeroing the top 1 % by magnitude costs %4 nats a token, by sensitivity %5, drawn at random %6.</source>
        <translation>가중치의 크기와 민감도의 순위 상관은 열 내에서 %1입니다(전체 %2, 행렬 %3개의 중앙값). 상위 1%를 0으로 만드는 비용은 크기로 고르면 토큰당 %4나트, 민감도로 고르면 %5나트, 무작위로 고르면 %6나트입니다.</translation>
    </message>
    <message>
        <source>Does not hold here: magnitude and sensitivity go together, rank correlation %1 within columns (%2 overall, median of %3 matrices). Zeroing the top 1 % by magnitude costs %4 nats a token, by sensitivity %5, drawn at random %6.</source>
        <translation>여기서는 성립하지 않습니다. 크기와 민감도가 함께 움직이며, 순위 상관은 열 내에서 %1입니다(전체 %2, 행렬 %3개의 중앙값). 상위 1%를 0으로 만드는 비용은 크기로 고르면 토큰당 %4나트, 민감도로 고르면 %5나트, 무작위로 고르면 %6나트입니다.</translation>
    </message>
    <message>
        <source>Not decided here: the rank correlation of magnitude and sensitivity is %1 within columns, between 0.2 and 0.5 (%2 overall, median of %3 matrices). Zeroing the top 1 % by magnitude costs %4 nats a token, by sensitivity %5, drawn at random %6.</source>
        <translation>여기서는 판정하지 않습니다. 크기와 민감도의 순위 상관이 열 내에서 %1로, 0.2와 0.5 사이입니다(전체 %2, 행렬 %3개의 중앙값). 상위 1%를 0으로 만드는 비용은 크기로 고르면 토큰당 %4나트, 민감도로 고르면 %5나트, 무작위로 고르면 %6나트입니다.</translation>
    </message>
    <message>
        <source>Rank %1 holds %2 % of the energy and leaves a residual of kurtosis %3 (W itself: %4); at %5 dB both take %6 bits a weight together, W alone %7.</source>
        <translation>랭크 %1이(가) 에너지의 %2%를 담고 첨도 %3의 잔차를 남깁니다(W 자체는 %4). %5 dB에서 둘을 합치면 가중치당 %6비트, W만으로는 %7비트가 듭니다.</translation>
    </message>
    <message>
        <source>Does not hold here: at %5 dB the cheapest split (rank %1, %2 % of the energy, residual kurtosis %3, W itself %4) takes %6 bits a weight, W alone %7.</source>
        <translation>여기서는 성립하지 않습니다. %5 dB에서 가장 저렴한 분해(랭크 %1, 에너지의 %2%, 잔차의 첨도 %3, W 자체는 %4)에는 가중치당 %6비트, W만으로는 %7비트가 듭니다.</translation>
    </message>
    <message>
        <source>One function with relative error %1 from %2 Fourier coefficients and %3 from %4 weights of a network; kurtosis of the parameters %5 and %6; rounded to twice that error they take %7 and %8 bits.</source>
        <translation>하나의 함수를 푸리에 계수 %2개로는 상대 오차 %1, 신경망의 가중치 %4개로는 %3에 맞추었습니다. 파라미터의 첨도는 %5, %6이고, 오차가 두 배가 되도록 반올림하면 %7비트와 %8비트가 듭니다.</translation>
    </message>
    <message>
        <source>Cannot be compared: the relative errors of the Fourier fit (%1) and of the network (%2) are more than 3 dB apart.</source>
        <translation>비교할 수 없습니다. 푸리에 맞춤(%1)과 신경망(%2)의 상대 오차가 3 dB 넘게 차이 납니다.</translation>
    </message>
    <message>
        <source>Does not hold here: with equal function error the parameters have kurtosis %1 and %2 and take %3 and %4 bits.</source>
        <translation>여기서는 성립하지 않습니다. 함수 오차가 같을 때 파라미터의 첨도는 %1, %2이고 %3비트와 %4비트가 듭니다.</translation>
    </message>
    <message>
        <source>One operator, two parameter files: logits differ by %1 of their norm, the median kurtosis of down_proj is %2 here and %3 in the twin, and perplexity goes from %4 to %5 here and to %6 there at 4 bits (3 bits: %7 and %8).</source>
        <translation>하나의 연산자, 두 파라미터 파일입니다. 로짓의 차이는 그 노름의 %1이고, down_proj 첨도의 중앙값은 여기서 %2, 쌍둥이에서 %3입니다. 4비트에서 퍼플렉시티는 %4에서 여기서는 %5, 쌍둥이에서는 %6(으)로 바뀝니다(3비트: %7, %8).</translation>
    </message>
    <message>
        <source>Does not hold here: logits differ by %1 of their norm, but so little do the files: median kurtosis of down_proj %2 and %3, perplexity at 4 bits %4 and %5.</source>
        <translation>여기서는 성립하지 않습니다. 로짓의 차이는 그 노름의 %1이지만 파일도 거의 다르지 않습니다. down_proj 첨도의 중앙값은 %2, %3이고, 4비트에서 퍼플렉시티는 %4, %5입니다.</translation>
    </message>
    <message>
        <source>These are not twins: their logits differ by %1 of their norm.</source>
        <translation>쌍둥이가 아닙니다. 로짓의 차이가 그 노름의 %1입니다.</translation>
    </message>
    <message>
        <source>Cannot tell: there is no text. Choose one.</source>
        <translation>판단할 수 없습니다. 텍스트가 없습니다. 텍스트를 선택하십시오.</translation>
    </message>
    <message>
        <source>Cannot tell: there is no twin model beside this one.</source>
        <translation>판단할 수 없습니다. 이 모델 옆에 쌍둥이 모델이 없습니다.</translation>
    </message>
    <message>
        <source>Cannot tell: %1</source>
        <translation>판단할 수 없습니다: %1</translation>
    </message>
    <message>
        <source>Weights as an operator</source>
        <translation>연산자로서의 가중치</translation>
    </message>
    <message>
        <source>The value-centric view</source>
        <translation>값 중심 관점</translation>
    </message>
    <message>
        <source>Same operator, other axes</source>
        <translation>같은 연산자, 다른 축</translation>
    </message>
    <message>
        <source>Outliers are relative to axes</source>
        <translation>아웃라이어는 축에 상대적이다</translation>
    </message>
    <message>
        <source>An axis change is not a frequency transform</source>
        <translation>축 변환은 주파수 변환이 아니다</translation>
    </message>
    <message>
        <source>Flattening is not concentration</source>
        <translation>평탄화는 집중이 아니다</translation>
    </message>
    <message>
        <source>Rate and distortion</source>
        <translation>레이트와 왜곡</translation>
    </message>
    <message>
        <source>Magnitude is not sensitivity</source>
        <translation>크기는 민감도가 아니다</translation>
    </message>
    <message>
        <source>Functional part and residual</source>
        <translation>함수부와 잔차</translation>
    </message>
    <message>
        <source>Toy: Fourier and a network</source>
        <translation>토이: 푸리에와 신경망</translation>
    </message>
    <message>
        <source>One operator, two parameter files</source>
        <translation>하나의 연산자, 두 파라미터 파일</translation>
    </message>
    <message>
        <source>Weights parameterise an operator</source>
        <translation>가중치는 연산자의 파라미터다</translation>
    </message>
    <message>
        <source>Outliers belong to coordinates</source>
        <translation>아웃라이어는 좌표에 속한다</translation>
    </message>
    <message>
        <source>Magnitude is not importance</source>
        <translation>크기는 중요도가 아니다</translation>
    </message>
    <message>
        <source>Rotations are no frequency transforms</source>
        <translation>회전은 주파수 변환이 아니다</translation>
    </message>
    <message>
        <source>Rotations flatten</source>
        <translation>회전은 평탄화한다</translation>
    </message>
    <message>
        <source>Gains come from alignment</source>
        <translation>이득은 정렬에서 온다</translation>
    </message>
    <message>
        <source>Weights lie near a manifold</source>
        <translation>가중치는 매니폴드 가까이에 있다</translation>
    </message>
    <message>
        <source>A functional part and a residual</source>
        <translation>함수 성분과 잔차</translation>
    </message>
    <message>
        <source>Rotations leave the function</source>
        <translation>회전은 함수를 그대로 둔다</translation>
    </message>
    <message>
        <source>Seed 000, section 3; ledger, line 3</source>
        <translation>시드 000, 3절; 원장 3행</translation>
    </message>
    <message>
        <source>Rotations multiplied into the weights in pairs leave what the model computes.</source>
        <translation>짝을 지어 가중치에 곱한 회전은 모델이 계산하는 것을 바꾸지 않습니다.</translation>
    </message>
    <message>
        <source>Relative difference of the logits on drawn tokens for R1, R2, R4 and all of them; beside it a model in which one counter-rotation is left out.</source>
        <translation>무작위로 뽑은 토큰에서 R1, R2, R4와 셋 모두에 대한 로짓의 상대 차이. 역회전 하나를 뺀 모델과 나란히 봅니다.</translation>
    </message>
    <message>
        <source>Holds below 1e-4 for each rotation; cannot tell if the broken model is not seen either.</source>
        <translation>각 회전에서 1e-4 미만이면 성립합니다. 망가뜨린 모델도 구별하지 못하면 판정할 수 없습니다.</translation>
    </message>
    <message>
        <source>One operator, many weights</source>
        <translation>연산자는 하나, 가중치는 여럿</translation>
    </message>
    <message>
        <source>Seed 000, section 2; ledger, line 1</source>
        <translation>시드 000, 2절; 원장 1행</translation>
    </message>
    <message>
        <source>The same function has weights with quite other statistics.</source>
        <translation>같은 함수에 통계가 전혀 다른 가중치가 있습니다.</translation>
    </message>
    <message>
        <source>Channels rescaled by a drawn gauge, and so that coupled rows and columns are equally long: relative difference of the logits, and the median kurtosis of the matrices before and after the one that changes it more.</source>
        <translation>무작위 게이지로, 그리고 이어진 행과 열의 길이가 같아지도록 채널의 스케일을 바꿉니다. 로짓의 상대 차이와, 더 크게 바꾸는 쪽의 전후 행렬 첨도의 중앙값.</translation>
    </message>
    <message>
        <source>Holds if the logits agree to 1e-4 and the kurtosis changes more than twofold.</source>
        <translation>로짓이 1e-4까지 같고 첨도가 두 배 넘게 바뀌면 성립합니다.</translation>
    </message>
    <message>
        <source>Rotations keep the norm, not the tails</source>
        <translation>회전은 노름을 지키고 꼬리는 바꾼다</translation>
    </message>
    <message>
        <source>Seed 004, section 3; ledger, line 2</source>
        <translation>시드 004, 3절; 원장 2행</translation>
    </message>
    <message>
        <source>An orthogonal change of coordinates keeps norm and singular values and changes L-infinity and kurtosis.</source>
        <translation>직교 좌표 변환은 노름과 특이값을 지키고 L-무한대와 첨도를 바꿉니다.</translation>
    </message>
    <message>
        <source>Relative change of the norm, of the sum of the fourth powers of the singular values, of kurtosis and of L-infinity, matrix by matrix.</source>
        <translation>행렬마다 노름, 특이값 네제곱의 합, 첨도, L-무한대의 상대 변화.</translation>
    </message>
    <message>
        <source>Holds in a matrix if the first two are below 1e-5 and one of the others above 1 %.</source>
        <translation>앞의 둘이 1e-5 미만이고 나머지 중 하나가 1 %를 넘으면 그 행렬에서 성립합니다.</translation>
    </message>
    <message>
        <source>Outliers vanish under rotation</source>
        <translation>아웃라이어는 회전하면 사라진다</translation>
    </message>
    <message>
        <source>Seed 003, idea 3; ledger, line 4</source>
        <translation>시드 003, 생각 3; 원장 4행</translation>
    </message>
    <message>
        <source>Outliers of the file&apos;s axes are gone in rotated ones.</source>
        <translation>파일의 축에 있던 아웃라이어가 회전한 축에는 없습니다.</translation>
    </message>
    <message>
        <source>Kurtosis of every matrix in the axes of the file and after the rotation.</source>
        <translation>파일의 축과 회전한 뒤의 모든 행렬의 첨도.</translation>
    </message>
    <message>
        <source>Holds if some matrices have kurtosis above 10 and at most half as many after the rotation; does not without outliers.</source>
        <translation>첨도가 10을 넘는 행렬이 있고 회전한 뒤 그 수가 절반 이하이면 성립합니다. 아웃라이어가 없으면 성립하지 않습니다.</translation>
    </message>
    <message>
        <source>Rotations lower the kurtosis</source>
        <translation>회전은 첨도를 낮춘다</translation>
    </message>
    <message>
        <source>Seed 004, section 6; ledger, line 7</source>
        <translation>시드 004, 6절; 원장 7행</translation>
    </message>
    <message>
        <source>The entries of rotated matrices have lighter tails.</source>
        <translation>회전한 행렬의 성분은 꼬리가 더 가볍습니다.</translation>
    </message>
    <message>
        <source>Kurtosis of every matrix before and after the rotation.</source>
        <translation>회전 전후의 모든 행렬의 첨도.</translation>
    </message>
    <message>
        <source>Holds in a matrix if it is lower after the rotation.</source>
        <translation>회전한 뒤 더 낮으면 그 행렬에서 성립합니다.</translation>
    </message>
    <message>
        <source>Outliers come from misaligned axes</source>
        <translation>아웃라이어는 정렬되지 않은 축에서 온다</translation>
    </message>
    <message>
        <source>Seed 003, idea 3; seed 004, section 4; ledger, line 5</source>
        <translation>시드 003, 생각 3; 시드 004, 4절; 원장 5행</translation>
    </message>
    <message>
        <source>Axes that are not aligned with the weights make heavy tails; so random axes, which are surely not, must have them at least as heavy as the file&apos;s.</source>
        <translation>가중치와 정렬되지 않은 축은 무거운 꼬리를 만듭니다. 그렇다면 분명히 정렬되지 않은 무작위 축의 꼬리는 파일의 축만큼은 무거워야 합니다.</translation>
    </message>
    <message>
        <source>Kurtosis in the axes of the file against 8 random rotations of both sides.</source>
        <translation>파일의 축의 첨도와 양쪽을 무작위로 회전한 8개 축의 첨도.</translation>
    </message>
    <message>
        <source>Holds in a matrix if random axes have heavier tails by 4 spreads, does not if the file&apos;s have.</source>
        <translation>무작위 축의 꼬리가 산포의 4배만큼 더 무거우면 그 행렬에서 성립하고, 파일의 꼬리가 그만큼 더 무거우면 성립하지 않습니다.</translation>
    </message>
    <message>
        <source>Outliers can be rescaled away</source>
        <translation>아웃라이어는 스케일을 바꾸어 없앨 수 있다</translation>
    </message>
    <message>
        <source>Seed 004, section 2; ledger, line 5</source>
        <translation>시드 004, 2절; 원장 5행</translation>
    </message>
    <message>
        <source>Outliers belong to the choice among equivalent weights: scales of neighbouring channels remove them.</source>
        <translation>아웃라이어는 동등한 가중치 가운데 무엇을 골랐는가에 속합니다. 이웃한 채널의 스케일이 이를 없앱니다.</translation>
    </message>
    <message>
        <source>Kurtosis of the matrices above 10, before and after the gauge that makes coupled rows and columns equally long.</source>
        <translation>이어진 행과 열의 길이를 같게 하는 게이지 전후의, 10을 넘던 행렬의 첨도.</translation>
    </message>
    <message>
        <source>Holds in a matrix if it is at most 10 afterwards; the logits must agree to 1e-4.</source>
        <translation>그 뒤 10 이하이면 그 행렬에서 성립합니다. 로짓은 1e-4까지 같아야 합니다.</translation>
    </message>
    <message>
        <source>Seed 000, section 3; ledger, line 4</source>
        <translation>시드 000, 3절; 원장 4행</translation>
    </message>
    <message>
        <source>Two files of one function differ in outliers and in what rounding does to them.</source>
        <translation>함수가 같은 두 파일은 아웃라이어와, 반올림이 미치는 영향이 다릅니다.</translation>
    </message>
    <message>
        <source>Logits, median kurtosis of down_proj, and perplexity after rounding to 4 bits, here and in the twin.</source>
        <translation>여기와 쌍둥이의 로짓, down_proj 첨도의 중앙값, 4비트로 반올림한 뒤의 퍼플렉시티.</translation>
    </message>
    <message>
        <source>Holds if the logits agree to 1e-4, the kurtosis differs more than twofold and the logarithm of the perplexity by more than 0.05.</source>
        <translation>로짓이 1e-4까지 같고 첨도가 두 배 넘게, 퍼플렉시티의 로그가 0.05 넘게 다르면 성립합니다.</translation>
    </message>
    <message>
        <source>Outliers carry nothing of their own</source>
        <translation>아웃라이어만이 지니는 것은 없다</translation>
    </message>
    <message>
        <source>E4; seed 000, section 7; ledger, line 6</source>
        <translation>E4; 시드 000, 7절; 원장 6행</translation>
    </message>
    <message>
        <source>Zeroing the largest weights costs no more than taking the same energy in rotated coordinates.</source>
        <translation>가장 큰 가중치를 0으로 만드는 비용은 회전한 좌표에서 같은 에너지를 없애는 비용보다 크지 않습니다.</translation>
    </message>
    <message>
        <source>Mean KL divergence with the top 0.1 % of every matrix zeroed, and with the largest rotated coefficients of the same energy zeroed; also matrix by matrix, and the largest single weight of each down_proj.</source>
        <translation>모든 행렬의 상위 0.1 %를 0으로 했을 때와, 에너지가 같은 만큼 회전한 좌표의 가장 큰 계수를 0으로 했을 때의 평균 KL 발산. 행렬 하나씩, 그리고 down_proj마다 가장 큰 가중치 하나로도 봅니다.</translation>
    </message>
    <message>
        <source>Holds if the first is at most twice the second for the whole model.</source>
        <translation>모델 전체에서 앞의 것이 뒤의 것의 두 배 이하이면 성립합니다.</translation>
    </message>
    <message>
        <source>Magnitude does not predict sensitivity</source>
        <translation>크기는 민감도를 예측하지 못한다</translation>
    </message>
    <message>
        <source>E5; seed 004, section 5; ledger, line 6</source>
        <translation>E5; 시드 004, 5절; 원장 6행</translation>
    </message>
    <message>
        <source>A large weight is not a sensitive one.</source>
        <translation>큰 가중치가 민감한 가중치는 아닙니다.</translation>
    </message>
    <message>
        <source>Rank correlation of |w| and the diagonal of the Fisher information, within columns, matrix by matrix.</source>
        <translation>행렬마다, 열 안에서 |w|와 피셔 정보 대각 성분의 순위 상관.</translation>
    </message>
    <message>
        <source>Holds in a matrix below 0.2, does not above 0.5.</source>
        <translation>0.2 미만이면 그 행렬에서 성립하고 0.5를 넘으면 성립하지 않습니다.</translation>
    </message>
    <message>
        <source>Few directions are sensitive</source>
        <translation>민감한 방향은 적다</translation>
    </message>
    <message>
        <source>E6; seed 000, section 5</source>
        <translation>E6; 시드 000, 5절</translation>
    </message>
    <message>
        <source>Changes of equal size matter much in some directions and little in others.</source>
        <translation>크기가 같은 변화라도 어떤 방향에서는 크게, 어떤 방향에서는 작게 영향을 줍니다.</translation>
    </message>
    <message>
        <source>Fisher cost of a change along the leading 1 % of the principal directions of the inputs over that along the last 1 %, in up to 14 matrices.</source>
        <translation>최대 14개 행렬에서, 입력 주방향의 앞 1 %를 따른 변화의 피셔 비용을 마지막 1 %를 따른 것으로 나눈 비.</translation>
    </message>
    <message>
        <source>Holds in a matrix if the ratio is at least 10, does not if it is at most 2.</source>
        <translation>비가 10 이상이면 그 행렬에서 성립하고 2 이하이면 성립하지 않습니다.</translation>
    </message>
    <message>
        <source>The DCT has no meaning for channels</source>
        <translation>DCT는 채널에 의미가 없다</translation>
    </message>
    <message>
        <source>Seed 003, idea 4; seed 001, section 5</source>
        <translation>시드 003, 생각 4; 시드 001, 5절</translation>
    </message>
    <message>
        <source>Channels have no order, so a cosine transform of them is one more rotation.</source>
        <translation>채널에는 순서가 없으므로 채널의 코사인 변환은 또 하나의 회전입니다.</translation>
    </message>
    <message>
        <source>Kurtosis after the DCT of the columns in the file&apos;s order against 8 random orders.</source>
        <translation>열에 DCT를 적용한 뒤의 첨도를 파일의 순서와 무작위 순서 8개에서 비교합니다.</translation>
    </message>
    <message>
        <source>Holds in a matrix if |z| is below 4.</source>
        <translation>|z|가 4 미만이면 그 행렬에서 성립합니다.</translation>
    </message>
    <message>
        <source>Rotations flatten and do not concentrate</source>
        <translation>회전은 평탄화할 뿐 집중시키지 않는다</translation>
    </message>
    <message>
        <source>Seed 004, section 7; seed 003, idea 5</source>
        <translation>시드 004, 7절; 시드 003, 생각 5</translation>
    </message>
    <message>
        <source>After a random rotation the energy is spread as evenly as in noise.</source>
        <translation>무작위로 회전하면 에너지가 잡음만큼 고르게 퍼집니다.</translation>
    </message>
    <message>
        <source>Share of the coefficients that holds 90 % of the energy, and energy of the top 1 %, after the rotation and for Gaussian numbers.</source>
        <translation>회전한 뒤와 가우시안에서, 에너지의 90 %를 담는 계수의 비율과 상위 1 %의 에너지.</translation>
    </message>
    <message>
        <source>Holds in a matrix if both are within a tenth of the Gaussian values.</source>
        <translation>둘 다 가우시안 값의 10분의 1 안에 있으면 그 행렬에서 성립합니다.</translation>
    </message>
    <message>
        <source>Rotations lower the entropy, equal steps</source>
        <translation>회전은 엔트로피를 낮춘다, 같은 스텝</translation>
    </message>
    <message>
        <source>Seed 004, section 6; ledger, line 8</source>
        <translation>시드 004, 6절; 원장 8행</translation>
    </message>
    <message>
        <source>Entropy decreases under rotation.</source>
        <translation>회전하면 엔트로피가 줄어듭니다.</translation>
    </message>
    <message>
        <source>Entropy of the weights rounded to multiples of sigma / 4, before and after the rotation.</source>
        <translation>시그마 / 4의 배수로 반올림한 가중치의 회전 전후 엔트로피.</translation>
    </message>
    <message>
        <source>Holds in a matrix if it falls by more than 0.005 bits, does not if it rises.</source>
        <translation>0.005비트 넘게 내려가면 그 행렬에서 성립하고 올라가면 성립하지 않습니다.</translation>
    </message>
    <message>
        <source>Rotations lower the entropy, equal bits</source>
        <translation>회전은 엔트로피를 낮춘다, 같은 비트</translation>
    </message>
    <message>
        <source>Entropy of 4-bit symbols decreases under rotation.</source>
        <translation>회전하면 4비트 심볼의 엔트로피가 줄어듭니다.</translation>
    </message>
    <message>
        <source>Entropy of the weights rounded to 4 bits with the largest weight of the matrix as scale, before and after.</source>
        <translation>행렬의 가장 큰 가중치를 스케일로 하여 4비트로 반올림한 가중치의 회전 전후 엔트로피.</translation>
    </message>
    <message>
        <source>Rotations help rounding as predicted</source>
        <translation>회전은 예측한 만큼 반올림을 돕는다</translation>
    </message>
    <message>
        <source>E1; seed 000, section 3</source>
        <translation>E1; 시드 000, 3절</translation>
    </message>
    <message>
        <source>L-infinity falls to its Gaussian value, and the error of rounding by what that predicts.</source>
        <translation>L-무한대는 가우시안 값으로 내려가고, 반올림 오차는 그로부터 예측되는 만큼 줄어듭니다.</translation>
    </message>
    <message>
        <source>Rounding to 4 bits with a scale for each row: gain by the rotation, gain computed from the largest weights of the rows, and L-infinity / sigma.</source>
        <translation>행마다 스케일 하나로 4비트 반올림: 회전의 이득, 행의 가장 큰 가중치에서 계산한 이득, L-무한대 / 시그마.</translation>
    </message>
    <message>
        <source>Holds in a matrix if the gain is above 0.3 dB and within 1 dB of the prediction and L-infinity within 15 % of its Gaussian value; does not below 0.3 dB.</source>
        <translation>이득이 0.3 dB를 넘고 예측과 1 dB 안에서 같으며 L-무한대가 가우시안 값의 15 % 안이면 그 행렬에서 성립하고, 0.3 dB 미만이면 성립하지 않습니다.</translation>
    </message>
    <message>
        <source>Flattening saves bits with entropy coding</source>
        <translation>평탄화는 엔트로피 부호화에서 비트를 절약한다</translation>
    </message>
    <message>
        <source>E2; ledger, line 11</source>
        <translation>E2; 원장 11행</translation>
    </message>
    <message>
        <source>Rotated coordinates need fewer bits than the file&apos;s at equal error.</source>
        <translation>오차가 같을 때 회전한 좌표는 파일의 좌표보다 비트가 적게 듭니다.</translation>
    </message>
    <message>
        <source>Entropy of uniform quantization at a relative error of 0.01: file, Hadamard, Haar.</source>
        <translation>상대 오차 0.01에서 균일 양자화의 엔트로피: 파일, 하다마드, 하르.</translation>
    </message>
    <message>
        <source>Holds in a matrix if a rotation saves more than 0.005 bits, does not if it saves none.</source>
        <translation>회전이 0.005비트 넘게 절약하면 그 행렬에서 성립하고 전혀 절약하지 못하면 성립하지 않습니다.</translation>
    </message>
    <message>
        <source>Rotations explain INT4</source>
        <translation>회전이 INT4를 설명한다</translation>
    </message>
    <message>
        <source>Seed 000, section 1; ledger, line 9</source>
        <translation>시드 000, 1절; 원장 9행</translation>
    </message>
    <message>
        <source>That 4 bits suffice is owed to the rotation.</source>
        <translation>4비트로 충분한 것은 회전 덕분입니다.</translation>
    </message>
    <message>
        <source>Mean KL divergence after rounding to 4 bits with a scale for each row: file, rotated, with scales of least squared error, with both.</source>
        <translation>행마다 스케일 하나로 4비트 반올림한 뒤의 평균 KL 발산: 파일, 회전, 제곱 오차가 가장 작은 스케일, 둘 다.</translation>
    </message>
    <message>
        <source>Holds if the rotation halves the cost and does no less than better scales.</source>
        <translation>회전이 비용을 절반으로 줄이고 더 나은 스케일만큼은 하면 성립합니다.</translation>
    </message>
    <message>
        <source>Aligned axes concentrate</source>
        <translation>정렬된 축은 집중시킨다</translation>
    </message>
    <message>
        <source>Seed 004, section 7; seed 001, section 6</source>
        <translation>시드 004, 7절; 시드 001, 6절</translation>
    </message>
    <message>
        <source>In principal axes the energy lies in fewer coefficients than chance allows.</source>
        <translation>주축에서 에너지는 우연이 허락하는 것보다 적은 계수에 있습니다.</translation>
    </message>
    <message>
        <source>Share of the coefficients that holds 90 % of the energy in principal axes, for the weights and for noise in its own.</source>
        <translation>주축에서 에너지의 90 %를 담는 계수의 비율. 가중치와, 자기 주축에서 본 잡음.</translation>
    </message>
    <message>
        <source>Holds in a matrix if it is lower than that of noise by a tenth.</source>
        <translation>잡음보다 10분의 1만큼 낮으면 그 행렬에서 성립합니다.</translation>
    </message>
    <message>
        <source>Concentration beats flattening, unpaid</source>
        <translation>집중은 평탄화보다 낫다, 비용을 치르지 않으면</translation>
    </message>
    <message>
        <source>Seed 003, idea 5; ledger, line 11</source>
        <translation>시드 003, 생각 5; 원장 11행</translation>
    </message>
    <message>
        <source>If the basis cost nothing, aligned coordinates would need fewer bits than rotated ones.</source>
        <translation>기저에 비용이 들지 않는다면 정렬된 좌표는 회전한 좌표보다 비트가 적게 듭니다.</translation>
    </message>
    <message>
        <source>Entropy at a relative error of 0.01 in principal axes of the shorter side and after the rotation, with the best of three entropy models, minus what noise gains in its own axes.</source>
        <translation>상대 오차 0.01에서, 짧은 쪽의 주축과 회전한 뒤의 엔트로피. 세 가지 엔트로피 모델 가운데 가장 좋은 것이며 잡음이 자기 축에서 얻는 것을 뺍니다.</translation>
    </message>
    <message>
        <source>Holds in a matrix if it saves more than 0.02 bits a weight.</source>
        <translation>가중치당 0.02비트 넘게 절약하면 그 행렬에서 성립합니다.</translation>
    </message>
    <message>
        <source>Alignment wins after paying for its basis</source>
        <translation>정렬은 기저의 비용을 치르고도 이긴다</translation>
    </message>
    <message>
        <source>E3; seed 003, idea 5; ledger, line 11</source>
        <translation>E3; 시드 003, 생각 5; 원장 11행</translation>
    </message>
    <message>
        <source>An aligned basis saves more bits than it costs.</source>
        <translation>정렬된 기저는 드는 것보다 많은 비트를 절약합니다.</translation>
    </message>
    <message>
        <source>Bits at a relative error of 0.01 against the better of file and rotation: in a basis shared along the residual stream, made of one half of the layers and tested on the other, and in the matrix&apos;s own; 8 bits for each entry of the basis, minus what noise gains.</source>
        <translation>상대 오차 0.01에서 파일과 회전 중 나은 쪽에 대한 비트: 잔차 스트림을 따라 공유하며 레이어 절반으로 만들어 나머지에서 시험한 기저와 행렬 자신의 기저. 기저의 성분마다 8비트를 치르고 잡음이 얻는 것을 뺍니다.</translation>
    </message>
    <message>
        <source>Holds in a matrix if more than 0.05 bits a weight are left.</source>
        <translation>가중치당 0.05비트 넘게 남으면 그 행렬에서 성립합니다.</translation>
    </message>
    <message>
        <source>Weights fill few dimensions</source>
        <translation>가중치는 적은 차원만 채운다</translation>
    </message>
    <message>
        <source>E7; seed 003, idea 2; ledger, line 10</source>
        <translation>E7; 시드 003, 생각 2; 원장 10행</translation>
    </message>
    <message>
        <source>The weights lie near a manifold of few dimensions.</source>
        <translation>가중치는 차원이 낮은 매니폴드 가까이에 있습니다.</translation>
    </message>
    <message>
        <source>TwoNN dimension of the rows and participation ratio of the spectrum over the lowest of Gaussian noise and shuffled weights; beside them TwoNN of rotated weights, which have the same spectrum.</source>
        <translation>행의 TwoNN 차원과 스펙트럼의 참여비를 가우시안 잡음과 섞은 가중치 가운데 가장 낮은 것으로 나눈 비. 스펙트럼이 같은 회전한 가중치의 TwoNN도 나란히 봅니다.</translation>
    </message>
    <message>
        <source>Holds in a matrix if both are at most half of every null, does not if one is above 0.8 of it.</source>
        <translation>둘 다 모든 귀무의 절반 이하이면 그 행렬에서 성립하고 하나라도 0.8을 넘으면 성립하지 않습니다.</translation>
    </message>
    <message>
        <source>Weights are smooth over the depth</source>
        <translation>가중치는 깊이를 따라 매끄럽다</translation>
    </message>
    <message>
        <source>E8; seed 001, section 7</source>
        <translation>E8; 시드 001, 7절</translation>
    </message>
    <message>
        <source>Weights are a smooth function of the layer.</source>
        <translation>가중치는 레이어의 매끄러운 함수입니다.</translation>
    </message>
    <message>
        <source>Energy in the lowest quarter (at least 2) of the cosine coefficients along the depth against 200 shuffled orders, and the bits that two bands save beyond them; each kind of matrix, neurons and heads as they are.</source>
        <translation>깊이 방향 코사인 계수의 가장 낮은 4분의 1(적어도 2개)의 에너지를 섞은 순서 200개와 비교하고, 두 대역이 그보다 더 절약하는 비트를 봅니다. 행렬의 종류마다, 뉴런과 헤드는 있는 그대로 둡니다.</translation>
    </message>
    <message>
        <source>Holds for a kind if z is above 3 and more than 0.01 bits a weight are saved.</source>
        <translation>z가 3을 넘고 가중치당 0.01비트 넘게 절약하면 그 종류에서 성립합니다.</translation>
    </message>
    <message>
        <source>Low rank and residual take fewer bits</source>
        <translation>저랭크와 잔차는 비트가 적게 든다</translation>
    </message>
    <message>
        <source>Seed 003, idea 6; ledger, line 12</source>
        <translation>시드 003, 생각 6; 원장 12행</translation>
    </message>
    <message>
        <source>A functional part and its residual take fewer bits than the weights alone.</source>
        <translation>함수 성분과 그 잔차는 가중치만 부호화하는 것보다 비트가 적게 듭니다.</translation>
    </message>
    <message>
        <source>Bits at 20 dB of the best low-rank split, factors of 8 bits paid for, against direct coding.</source>
        <translation>20 dB에서 가장 좋은 저랭크 분할의 비트(8비트 인자의 비용 포함)와 직접 부호화의 비트.</translation>
    </message>
    <message>
        <source>Holds in a matrix if the split takes fewer.</source>
        <translation>분할의 비트가 적으면 그 행렬에서 성립합니다.</translation>
    </message>
    <message>
        <source>One function, two distributions</source>
        <translation>함수는 하나, 분포는 둘</translation>
    </message>
    <message>
        <source>Seed 001, section 8; ledger, line 13</source>
        <translation>시드 001, 8절; 원장 13행</translation>
    </message>
    <message>
        <source>The same function has parameters of quite other distributions in another basis.</source>
        <translation>같은 함수라도 기저가 다르면 파라미터의 분포가 전혀 다릅니다.</translation>
    </message>
    <message>
        <source>Fourier coefficients and a network fitted to one function: kurtosis of the parameters and bits at twice the error.</source>
        <translation>한 함수에 맞춘 푸리에 계수와 신경망: 파라미터의 첨도와 오차 두 배에서의 비트.</translation>
    </message>
    <message>
        <source>Holds if the errors agree to 3 dB and both differ more than twofold.</source>
        <translation>오차가 3 dB까지 같고 둘 다 두 배 넘게 다르면 성립합니다.</translation>
    </message>
    <message>
        <source>With %1 of %2 rotations multiplied into the weights the logits differ by less than 1e-4 of their norm (at most %3); with one counter-rotation left out on purpose they differ by %4.</source>
        <translation>가중치에 곱한 회전 %2개 중 %1개에서 로짓의 차이가 노름의 1e-4 미만입니다(최대 %3). 일부러 역회전 하나를 빼면 %4만큼 다릅니다.</translation>
    </message>
    <message>
        <source>Rescaled channels leave the logits within %1 of their norm, while the median kurtosis of %2 matrices goes from %3 to %4.</source>
        <translation>채널의 스케일을 바꾸어도 로짓은 노름의 %1 안에서 같지만, 행렬 %2개의 첨도 중앙값은 %3에서 %4로 바뀝니다.</translation>
    </message>
    <message>
        <source>In %1 of %2 matrices the norm (to %3) and the singular values (to %4) are the same after the rotation and the statistics of the entries are not.</source>
        <translation>행렬 %2개 중 %1개에서 회전한 뒤 노름(%3까지)과 특이값(%4까지)은 같고 성분의 통계는 다릅니다.</translation>
    </message>
    <message>
        <source>Kurtosis falls in %1 of %2 matrices, in the median from %3 to %4 (highest: %5 and %6; a Gaussian has 3).</source>
        <translation>첨도는 행렬 %2개 중 %1개에서 내려가며, 중앙값은 %3에서 %4로 바뀝니다(최댓값 %5, %6; 가우시안은 3).</translation>
    </message>
    <message>
        <source>Random axes have heavier tails than those of the file in %1 of %2 matrices and lighter ones in %3: median kurtosis %4 in the file, %5 in random axes. Tails that random axes do not have speak for axes that training prefers.</source>
        <translation>무작위 축의 꼬리는 행렬 %2개 중 %1개에서 파일의 축보다 무겁고 %3개에서 가볍습니다. 첨도 중앙값은 파일에서 %4, 무작위 축에서 %5입니다. 무작위 축에 없는 꼬리는 학습이 선호하는 축이 있음을 말해 줍니다.</translation>
    </message>
    <message>
        <source>Of %2 matrices with kurtosis above 10, %1 come below it when neighbouring channels are rescaled (logits change by %3 of their norm); median kurtosis %4 before and %5 after.</source>
        <translation>첨도가 10을 넘는 행렬 %2개 중 %1개는 이웃한 채널의 스케일을 바꾸면 10 이하가 됩니다(로짓은 노름의 %3만큼 바뀜). 첨도 중앙값은 전 %4, 후 %5입니다.</translation>
    </message>
    <message>
        <source>Cannot tell: no matrix has kurtosis above 10 (the highest is %1), so there is nothing to take away.</source>
        <translation>판정할 수 없음: 첨도가 10을 넘는 행렬이 없으므로(최댓값 %1) 없앨 것이 없습니다.</translation>
    </message>
    <message>
        <source>Zeroing the top 0.1 % by magnitude in every matrix costs %3 nats a token, the same energy in rotated coordinates %4: %5 times as much. One matrix at a time it costs at most twice as much in %1 of %2. The largest single weight of down_proj costs up to %6.</source>
        <translation>모든 행렬에서 크기 상위 0.1 %를 0으로 하면 토큰당 %3 nat, 회전한 좌표에서 같은 에너지를 없애면 %4 nat이 들어 %5배입니다. 행렬 하나씩이면 %2개 중 %1개에서 두 배 이하입니다. down_proj의 가장 큰 가중치 하나는 최대 %6 nat이 듭니다.</translation>
    </message>
    <message>
        <source>Rank correlation of |w| and Fisher sensitivity within columns: below 0.2 in %1 of %2 matrices, above 0.5 in %3; median %4 (%5 over whole matrices; top 1 % of both in common: %6 %).</source>
        <translation>열 안에서 |w|와 피셔 민감도의 순위 상관: 행렬 %2개 중 %1개에서 0.2 미만, %3개에서 0.5 초과. 중앙값 %4(행렬 전체 %5; 둘의 상위 1 % 가운데 공통 %6 %).</translation>
    </message>
    <message>
        <source>A change of equal size along the strongest input directions costs more than ten times what it costs along the weakest in %1 of %2 matrices; median ratio %3. On the largest against the smallest weights the ratio is %4.</source>
        <translation>가장 강한 입력 방향을 따른 변화는 행렬 %2개 중 %1개에서 가장 약한 방향을 따른 같은 크기의 변화보다 열 배 넘게 듭니다. 비의 중앙값은 %3입니다. 가장 큰 가중치와 가장 작은 가중치의 비는 %4입니다.</translation>
    </message>
    <message>
        <source>The DCT does not tell the order of the channels from random ones (|z| &lt; 4) in %1 of %2 matrices; largest |z| %3.</source>
        <translation>DCT는 행렬 %2개 중 %1개에서 채널의 순서를 무작위 순서와 구별하지 못합니다(|z| &lt; 4). |z|의 최댓값은 %3입니다.</translation>
    </message>
    <message>
        <source>After the rotation the energy is spread as in Gaussian noise in %1 of %2 matrices: 90 % of it in %3 % of the coefficients (noise %4 %), %5 % of it in the top 1 % (noise %6 %); in the file %7 % and %8 %.</source>
        <translation>회전한 뒤 행렬 %2개 중 %1개에서 에너지가 가우시안 잡음처럼 퍼집니다. 에너지의 90 %가 계수의 %3 %에(잡음 %4 %), %5 %가 상위 1 %에(잡음 %6 %) 있습니다. 파일에서는 %7 %와 %8 %입니다.</translation>
    </message>
    <message>
        <source>At equal step entropy falls in %1 of %2 matrices and rises in %3; median change %4 bits a weight.</source>
        <translation>같은 스텝에서 엔트로피는 행렬 %2개 중 %1개에서 내려가고 %3개에서 올라갑니다. 변화의 중앙값은 가중치당 %4비트입니다.</translation>
    </message>
    <message>
        <source>At 4 bits, one scale a matrix, entropy falls in %1 of %2 matrices and rises in %3; median %4 bits a weight in the file and %5 after the rotation.</source>
        <translation>4비트, 행렬마다 스케일 하나에서 엔트로피는 행렬 %2개 중 %1개에서 내려가고 %3개에서 올라갑니다. 중앙값은 파일에서 가중치당 %4비트, 회전한 뒤 %5비트입니다.</translation>
    </message>
    <message>
        <source>Rounding to 4 bits gains more than 0.3 dB by the rotation, and what theory says, in %1 of %2 matrices; less than 0.3 dB in %3. Median gain %4 dB (predicted %5), L-infinity / sigma from %6 to %7 (Gaussian: %8).</source>
        <translation>4비트 반올림은 행렬 %2개 중 %1개에서 회전으로 0.3 dB 넘게, 이론이 말하는 만큼 좋아지고 %3개에서는 0.3 dB 미만입니다. 이득의 중앙값 %4 dB(예측 %5), L-무한대 / 시그마는 %6에서 %7로 바뀝니다(가우시안 %8).</translation>
    </message>
    <message>
        <source>At D = 0.01 with entropy coding rotated coordinates take fewer bits in %1 of %2 matrices and no fewer in %3; median rates: file %4, Hadamard %5, Haar %6 bits a weight.</source>
        <translation>D = 0.01에서 엔트로피 부호화를 하면 회전한 좌표는 행렬 %2개 중 %1개에서 비트가 적게 들고 %3개에서는 적게 들지 않습니다. 레이트 중앙값은 파일 %4, 하다마드 %5, 하르 %6비트/가중치입니다.</translation>
    </message>
    <message>
        <source>Rounding to 4 bits costs %1 nats a token in the file&apos;s axes, %2 rotated, %3 with scales of least squared error and %4 with both.</source>
        <translation>4비트 반올림의 비용은 토큰당 파일의 축에서 %1 nat, 회전하면 %2, 제곱 오차가 가장 작은 스케일로 %3, 둘 다로 %4 nat입니다.</translation>
    </message>
    <message>
        <source>Principal axes hold 90 % of the energy in fewer coefficients than those of noise by a tenth or more in %1 of %2 matrices; median %3 % against %4 %.</source>
        <translation>주축은 행렬 %2개 중 %1개에서 잡음의 주축보다 10분의 1 이상 적은 계수에 에너지의 90 %를 담습니다. 중앙값은 %3 %, 잡음 %4 %입니다.</translation>
    </message>
    <message>
        <source>At D = 0.01 principal axes, not paid for, take more than 0.02 bits a weight less than rotated coordinates beyond what noise shows, in %1 of %2 matrices; median gain %3, noise %4 bits a weight.</source>
        <translation>D = 0.01에서 비용을 치르지 않은 주축은 행렬 %2개 중 %1개에서 잡음이 보이는 것을 넘어 회전한 좌표보다 가중치당 0.02비트 넘게 적게 듭니다. 이득의 중앙값은 가중치당 %3비트, 잡음은 %4비트입니다.</translation>
    </message>
    <message>
        <source>Once the basis is paid for, an aligned basis gains more than 0.05 bits a weight in %1 of %2 matrices. Median net gain: basis shared by layers, tested on others %3 (basis %4, before paying %5); own basis %6 bits a weight.</source>
        <translation>기저의 비용을 치르고 나면 정렬된 기저는 행렬 %2개 중 %1개에서 가중치당 0.05비트 넘게 얻습니다. 순이득의 중앙값: 레이어가 공유하고 다른 레이어에서 시험한 기저 %3(기저 %4, 치르기 전 %5), 자기 기저 %6비트/가중치.</translation>
    </message>
    <message>
        <source>TwoNN dimension and participation ratio are at most half of what noise and shuffled weights show in %1 of %2 matrices, and one of them above 0.8 of it in %3; median TwoNN %4 (noise %5; rotated weights, of the same spectrum, %6), participation ratio %7 (noise %8).</source>
        <translation>TwoNN 차원과 참여비는 행렬 %2개 중 %1개에서 잡음과 섞은 가중치의 절반 이하이고 %3개에서는 둘 중 하나가 0.8배를 넘습니다. 중앙값은 TwoNN %4(잡음 %5, 스펙트럼이 같은 회전한 가중치 %6), 참여비 %7(잡음 %8)입니다.</translation>
    </message>
    <message>
        <source>Low coefficients along the depth hold more energy than in shuffled layers (z &gt; 3) and save bits in %1 of %2 kinds of matrices; largest z %3, largest net gain %4 bits a weight.</source>
        <translation>깊이 방향의 낮은 계수는 행렬 %2종 중 %1종에서 섞은 레이어보다 많은 에너지를 담고(z &gt; 3) 비트를 절약합니다. z의 최댓값 %3, 순이득의 최댓값 가중치당 %4비트.</translation>
    </message>
    <message>
        <source>Cannot tell: it takes four layers of one shape to speak of a course over the depth.</source>
        <translation>판정할 수 없음: 깊이를 따른 변화를 말하려면 모양이 같은 레이어가 넷은 있어야 합니다.</translation>
    </message>
    <message>
        <source>At 20 dB a low-rank part and its residual take fewer bits than the matrix alone in %1 of %2 matrices; median rates %3 and %4 bits a weight, at the best rank %5 of the energy in the low-rank part.</source>
        <translation>20 dB에서 저랭크 성분과 잔차는 행렬 %2개 중 %1개에서 행렬만 부호화할 때보다 비트가 적게 듭니다. 레이트 중앙값은 가중치당 %3비트와 %4비트이며, 가장 좋은 랭크에서 에너지의 %5가 저랭크 성분에 있습니다.</translation>
    </message>
    <message>
        <source>Cannot tell: no matrix has finite weights that vary.</source>
        <translation>판정할 수 없음: 유한하고 값이 변하는 가중치를 가진 행렬이 없습니다.</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>Original</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>Hadamard</source>
        <translation>하다마드</translation>
    </message>
    <message>
        <source>Kurtosis</source>
        <translation>첨도</translation>
    </message>
    <message>
        <source>Original axes</source>
        <translation>원래 축</translation>
    </message>
    <message>
        <source>The weights as they stand in the file: one axis per input and output channel.</source>
        <translation>파일에 있는 그대로의 가중치입니다. 입력 채널과 출력 채널마다 축이 하나씩 있습니다.</translation>
    </message>
    <message>
        <source>Randomized Hadamard</source>
        <translation>무작위 하다마드</translation>
    </message>
    <message>
        <source>Random signs, then a Hadamard matrix: spreads every weight over all channels. Expected kurtosis 3 - 2k/n whatever it was before; flattens, never aligns.</source>
        <translation>무작위 부호를 곱한 뒤 하다마드 행렬을 적용해 모든 가중치를 모든 채널로 퍼뜨립니다. 이전 첨도가 k였다면 기대 첨도는 3 - 2k/n입니다. 평탄화할 뿐 정렬하지는 않습니다.</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>방향</translation>
    </message>
    <message>
        <source>which axes change: rows (output channels), columns (input channels), or both</source>
        <translation>바꿀 축: 행(출력 채널), 열(입력 채널) 또는 양쪽</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>행</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>열</translation>
    </message>
    <message>
        <source>both</source>
        <translation>양쪽</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>블록</translation>
    </message>
    <message>
        <source>size of the diagonal blocks in channels; full (0) transforms the whole axis at once, head one attention head at a time</source>
        <translation>대각 블록의 크기(채널 수). 전체(0)는 축 전체를 한 번에, 헤드는 어텐션 헤드를 하나씩 변환</translation>
    </message>
    <message>
        <source>full</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>head</source>
        <translation>헤드</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>seed of the random choices; the decoder needs only this</source>
        <translation>무작위 선택의 시드. 복호화기에는 이것만 있으면 됨</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>부호</translation>
    </message>
    <message>
        <source>random signs before the Hadamard matrix, or none: the plain one adds up what weights of equal sign have in common</source>
        <translation>하다마드 행렬 앞에 무작위 부호를 곱할지 여부. 부호 없는 행렬은 같은 부호의 가중치에 공통인 성분을 한곳에 더함</translation>
    </message>
    <message>
        <source>random</source>
        <translation>무작위</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>PCA</source>
        <translation>PCA</translation>
    </message>
    <message>
        <source>Principal axes (PCA)</source>
        <translation>주축(PCA)</translation>
    </message>
    <message>
        <source>Eigenvectors of W^T W (columns) or W W^T (rows): concentrates energy as far as any orthogonal map of that side can. The basis belongs to this matrix alone and has to be stored.</source>
        <translation>W^T W(열) 또는 W W^T(행)의 고유벡터입니다. 그 방향의 직교 변환이 할 수 있는 한도까지 에너지를 집중시킵니다. 기저는 이 행렬에만 속하므로 저장해야 합니다.</translation>
    </message>
    <message>
        <source>Basis bits</source>
        <translation>기저 비트</translation>
    </message>
    <message>
        <source>bits charged for each number of a stored basis, which is rounded to as many and made orthogonal again; 0 shows the curve as if the basis were free; 1 is refused</source>
        <translation>저장되는 기저의 수 하나에 매기는 비트. 기저는 그만큼의 비트로 반올림된 뒤 다시 직교화됨. 0이면 기저가 공짜인 것처럼 곡선을 보이고, 1은 허용되지 않음</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>중심</translation>
    </message>
    <message>
        <source>second moments about zero, or about the mean of each channel; the map stays orthogonal and nothing is subtracted</source>
        <translation>0에 대한 2차 모멘트 또는 채널별 평균에 대한 2차 모멘트. 변환은 직교로 남으며 아무것도 빼지 않음</translation>
    </message>
    <message>
        <source>zero</source>
        <translation>0</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>DCT</source>
        <translation>DCT</translation>
    </message>
    <message>
        <source>Cosine transform (DCT-II)</source>
        <translation>코사인 변환(DCT-II)</translation>
    </message>
    <message>
        <source>Orthonormal cosines along the channels, no side information. Concentrates what changes slowly from one channel to the next; channels in arbitrary order show what a random basis shows.</source>
        <translation>채널 방향의 정규직교 코사인으로, 부가 정보가 없습니다. 이웃 채널 사이에서 천천히 변하는 성분을 집중시킵니다. 채널 순서가 임의라면 무작위 기저와 같은 결과를 보입니다.</translation>
    </message>
    <message>
        <source>Haar</source>
        <translation>하르</translation>
    </message>
    <message>
        <source>Random rotation (Haar)</source>
        <translation>무작위 회전(하르, Haar)</translation>
    </message>
    <message>
        <source>A uniformly random orthogonal matrix, made from the seed by QR of Gaussian numbers: the null that every chosen basis is compared with. Costs n^3 operations and n products a weight.</source>
        <translation>균등 분포를 따르는 무작위 직교 행렬로, 시드에서 얻은 가우시안 난수의 QR 분해로 만듭니다. 선택한 모든 기저와 비교할 귀무 기준입니다. 연산은 n^3번, 곱은 가중치당 n번 듭니다.</translation>
    </message>
    <message>
        <source>SVD</source>
        <translation>SVD</translation>
    </message>
    <message>
        <source>Singular axes (SVD, both sides)</source>
        <translation>특이축(SVD, 양쪽)</translation>
    </message>
    <message>
        <source>U^T W V: all energy on one diagonal. The two bases hold as many numbers as the matrix itself and are charged as m(m+1)/2 + n(n+1)/2 numbers of reflections; without them this is a mirage.</source>
        <translation>U^T W V: 모든 에너지가 하나의 대각선에 놓입니다. 두 기저는 행렬 자체만큼 많은 수를 담으며, 반사의 수 m(m+1)/2 + n(n+1)/2개로 비용을 매깁니다. 이 비용을 빼면 신기루에 지나지 않습니다.</translation>
    </message>
    <message>
        <source>Permutation</source>
        <translation>순열</translation>
    </message>
    <message>
        <source>Random order of channels</source>
        <translation>채널의 무작위 순서</translation>
    </message>
    <message>
        <source>The same axes in an order drawn from the seed: the null for everything that looks at neighbours (groups of a quantizer, cosines). Values do not change, so neither do kurtosis and the largest weight.</source>
        <translation>같은 축을 시드로 뽑은 순서로 놓습니다. 이웃을 보는 모든 것(양자화기의 그룹, 코사인)에 대한 귀무 기준입니다. 값이 그대로이므로 첨도와 가장 큰 가중치도 그대로입니다.</translation>
    </message>
    <message>
        <source>By energy</source>
        <translation>에너지순</translation>
    </message>
    <message>
        <source>Channels by energy</source>
        <translation>에너지순 채널</translation>
    </message>
    <message>
        <source>The same axes, the channel of largest energy first. Changes what shares a group of a quantizer; the order is charged log2 n! bits.</source>
        <translation>같은 축을 에너지가 큰 채널부터 놓습니다. 양자화기의 한 그룹에 함께 드는 가중치가 바뀌며, 순서의 비용으로 log2 n! 비트를 매깁니다.</translation>
    </message>
    <message>
        <source>Scaled</source>
        <translation>스케일</translation>
    </message>
    <message>
        <source>Scaled channels, then Hadamard</source>
        <translation>채널 스케일링 후 하다마드</translation>
    </message>
    <message>
        <source>Divides every channel by its rms to the power alpha (16 bits a channel), then random signs and a Hadamard matrix. Not orthogonal: energy and spectrum change, and the error of coefficients is not that of weights.</source>
        <translation>각 채널을 그 rms의 alpha제곱으로 나눈 뒤(채널당 16비트) 무작위 부호와 하다마드 행렬을 적용합니다. 직교가 아니므로 에너지와 스펙트럼이 바뀌고, 계수의 오차는 가중치의 오차가 아닙니다.</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>알파</translation>
    </message>
    <message>
        <source>how far channels are brought to equal energy: 0 not at all, 1 entirely</source>
        <translation>채널 에너지를 얼마나 균등하게 맞출지: 0은 그대로, 1은 완전히 균등</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>Path from original to Hadamard</source>
        <translation>원본에서 하다마드까지의 경로</translation>
    </message>
    <message>
        <source>Turns all pairs of the fast Hadamard transform by one angle: 0 degrees are the original axes, 45 degrees the randomized Hadamard matrix up to signs, everything between is orthogonal too.</source>
        <translation>고속 하다마드 변환의 모든 쌍을 같은 각만큼 돌립니다. 0도는 원래 축, 45도는 부호를 제외하면 무작위 하다마드 행렬이며, 그 사이도 모두 직교입니다.</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>각도</translation>
    </message>
    <message>
        <source>degrees from the original axes to Hadamard's</source>
        <translation>원래 축에서 하다마드 축까지의 각도(도)</translation>
    </message>
    <message>
        <source>Turned</source>
        <translation>회전</translation>
    </message>
    <message>
        <source>Turned by an angle</source>
        <translation>각도만큼 회전</translation>
    </message>
    <message>
        <source>Turns all pairs of the fast Hadamard transform by one angle, nothing random: 0 degrees are the original axes, 45 degrees a Hadamard matrix up to signs, everything between is orthogonal too.</source>
        <translation>고속 하다마드 변환의 모든 쌍을 하나의 각도로 회전합니다. 무작위 요소가 없습니다. 0도는 원래 축, 45도는 부호를 빼면 하다마드 행렬이며, 그 사이도 모두 직교합니다.</translation>
    </message>
    <message>
        <source>degrees that every pair is turned by</source>
        <translation>모든 쌍을 회전하는 각도(도)</translation>
    </message>
    <message>
        <source>Least kurtosis</source>
        <translation>최소 첨도</translation>
    </message>
    <message>
        <source>Learned: least kurtosis</source>
        <translation>학습: 최소 첨도</translation>
    </message>
    <message>
        <source>Rotations of blocks learned to flatten: pairs of axes are turned to the angle of least sum of fourth powers until none moves. Flattens below the 3 of random rotations; the basis is charged.</source>
        <translation>평탄화하도록 학습한 블록 회전입니다. 축의 쌍을 네제곱합이 최소가 되는 각으로, 더 움직이지 않을 때까지 돌립니다. 무작위 회전의 3보다도 낮게 평탄화합니다. 기저의 비용을 매깁니다.</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>시작점</translation>
    </message>
    <message>
        <source>how many starts are tried, the best one wins: original axes, Hadamard, principal axes, then random rotations</source>
        <translation>시도할 시작점의 수이며 가장 좋은 결과를 택함: 원래 축, 하다마드, 주축, 그다음은 무작위 회전</translation>
    </message>
    <message>
        <source>Hold out</source>
        <translation>홀드아웃</translation>
    </message>
    <message>
        <source>fit on all samples, or on a random half and report the objective on the other half too</source>
        <translation>모든 표본에 맞추거나, 무작위로 고른 절반에 맞추고 나머지 절반의 목적 함수 값도 함께 보고</translation>
    </message>
    <message>
        <source>half</source>
        <translation>절반</translation>
    </message>
    <message>
        <source>Concentrated</source>
        <translation>집중</translation>
    </message>
    <message>
        <source>Learned: most concentrated</source>
        <translation>학습: 최대 집중</translation>
    </message>
    <message>
        <source>Rotations of blocks learned to align: pairs of axes are turned to the angle of most concentrated energy. Finds concentration in noise as well: compare with holdout. The basis is charged.</source>
        <translation>정렬하도록 학습한 블록 회전입니다. 축의 쌍을 에너지가 가장 집중되는 각으로 돌립니다. 잡음에서도 집중을 찾아내므로 홀드아웃과 비교하십시오. 기저의 비용을 매깁니다.</translation>
    </message>
    <message>
        <source>Criterion</source>
        <translation>기준</translation>
    </message>
    <message>
        <source>largest sum of fourth powers, or largest variance of the squares on each axis</source>
        <translation>네제곱합의 최대화 또는 각 축에서 제곱의 분산의 최대화</translation>
    </message>
    <message>
        <source>quartimax</source>
        <translation>쿼티맥스</translation>
    </message>
    <message>
        <source>varimax</source>
        <translation>배리맥스</translation>
    </message>
    <message>
        <source>Least L1</source>
        <translation>최소 L1</translation>
    </message>
    <message>
        <source>Learned: least L1 norm</source>
        <translation>학습: 최소 L1 노름</translation>
    </message>
    <message>
        <source>Rotations of blocks learned to make the sum of |w| small, by gradient descent with Cayley steps: as many weights near zero as the energy allows. The basis is charged.</source>
        <translation>|w|의 합이 작아지도록 케일리(Cayley) 스텝의 경사 하강으로 학습한 블록 회전입니다. 에너지가 허용하는 한 많은 가중치를 0 근처에 둡니다. 기저의 비용을 매깁니다.</translation>
    </message>
    <message>
        <source>Least error</source>
        <translation>최소 오차</translation>
    </message>
    <message>
        <source>Learned: least rounding error</source>
        <translation>학습: 최소 반올림 오차</translation>
    </message>
    <message>
        <source>Rotations of blocks learned for absmax rounding with one scale for each row and block: descent on a smooth stand-in for the largest weight, judged by the true error. The basis is charged.</source>
        <translation>행과 블록마다 스케일이 하나인 absmax 반올림에 맞추어 학습한 블록 회전입니다. 가장 큰 가중치를 매끄럽게 근사한 함수로 하강하고 실제 오차로 평가합니다. 기저의 비용을 매깁니다.</translation>
    </message>
    <message>
        <source>Target bits</source>
        <translation>목표 비트</translation>
    </message>
    <message>
        <source>bits of the rounding that the rotation is learned for</source>
        <translation>회전을 학습할 때 가정하는 반올림의 비트 수</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>가져옴</translation>
    </message>
    <message>
        <source>Rotation from a file</source>
        <translation>파일의 회전</translation>
    </message>
    <message>
        <source>An orthogonal matrix M of your own from any readable file: W' = W M on columns, M^T W on rows, repeated along the axis where it is smaller. Refused if max |M^T M - I| is above 0.001.</source>
        <translation>읽을 수 있는 파일에서 가져온 사용자의 직교 행렬 M입니다. 열에는 W' = W M, 행에는 M^T W를 적용하며, 축보다 작으면 축을 따라 반복합니다. max |M^T M - I|가 0.001보다 크면 거부합니다.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>file that holds the matrix</source>
        <translation>행렬이 들어 있는 파일</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>name of the matrix in the file; may be left out if it is the only one</source>
        <translation>파일 안에서의 행렬 이름. 하나뿐이면 생략 가능</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>활성값</translation>
    </message>
    <message>
        <source>Principal axes of the inputs</source>
        <translation>입력의 주축</translation>
    </message>
    <message>
        <source>Eigenvectors of E[x x^T] of the layer's inputs, from a calibration file: the axes in which errors of the output add up channel by channel. The basis has to be stored.</source>
        <translation>캘리브레이션 파일에서 얻은, 레이어 입력에 대한 E[x x^T]의 고유벡터입니다. 출력 오차가 채널별로 더해지는 축입니다. 기저를 저장해야 합니다.</translation>
    </message>
    <message>
        <source>K-FAC</source>
        <translation>K-FAC</translation>
    </message>
    <message>
        <source>Curvature axes (K-FAC)</source>
        <translation>곡률 축(K-FAC)</translation>
    </message>
    <message>
        <source>Eigenvectors of E[x x^T] of the inputs (columns) and of E[delta delta^T] of the gradients at the outputs (rows), from a calibration file: the axes of the Fisher matrix. Both bases have to be stored.</source>
        <translation>캘리브레이션 파일에서 얻은, 입력의 E[x x^T](열)와 출력 기울기의 E[delta delta^T](행)의 고유벡터로, 피셔 행렬의 축입니다. 두 기저를 모두 저장해야 합니다.</translation>
    </message>
    <message>
        <source>Norms</source>
        <translation>노름</translation>
    </message>
    <message>
        <source>‖W‖₂ (Frobenius)</source>
        <translation>‖W‖₂ (프로베니우스)</translation>
    </message>
    <message>
        <source>‖W‖₂</source>
        <translation>‖W‖₂</translation>
    </message>
    <message>
        <source>sqrt(sum w^2)</source>
        <translation>sqrt(sum w^2)</translation>
    </message>
    <message>
        <source>Energy of the weights. No orthogonal change of coordinates can move it: if it moves, the program is wrong.</source>
        <translation>가중치의 에너지입니다. 어떤 직교 좌표 변환도 이 값을 바꿀 수 없습니다. 값이 바뀐다면 프로그램이 잘못된 것입니다.</translation>
    </message>
    <message>
        <source>L∞</source>
        <translation>L∞</translation>
    </message>
    <message>
        <source>max |w|</source>
        <translation>max |w|</translation>
    </message>
    <message>
        <source>The largest weight: what sets the step of an absmax quantizer.</source>
        <translation>가장 큰 가중치로, absmax 양자화기의 스텝을 결정합니다.</translation>
    </message>
    <message>
        <source>L∞ / ‖W‖₂ (OS1)</source>
        <translation>L∞ / ‖W‖₂ (OS1)</translation>
    </message>
    <message>
        <source>L∞/‖W‖₂</source>
        <translation>L∞/‖W‖₂</translation>
    </message>
    <message>
        <source>max |w| / sqrt(sum w^2)</source>
        <translation>max |w| / sqrt(sum w^2)</translation>
    </message>
    <message>
        <source>Outlier score OS1. It depends on the size of the matrix: never compare it across shapes.</source>
        <translation>아웃라이어 점수 OS1입니다. 행렬의 크기에 의존하므로 형상이 다른 행렬끼리 비교해서는 안 됩니다.</translation>
    </message>
    <message>
        <source>L∞ / σ (crest factor)</source>
        <translation>L∞ / σ (파고율)</translation>
    </message>
    <message>
        <source>L∞/σ</source>
        <translation>L∞/σ</translation>
    </message>
    <message>
        <source>σ</source>
        <translation>σ</translation>
    </message>
    <message>
        <source>max |w| / sqrt(mean w^2)</source>
        <translation>max |w| / sqrt(mean w^2)</translation>
    </message>
    <message>
        <source>How far the largest weight stands out; QuIP's incoherence μ is the same number. A Gaussian matrix of 2^20 weights has 5.01, of 2^24 5.52.</source>
        <translation>가장 큰 가중치가 얼마나 두드러지는지를 나타냅니다. QuIP의 비간섭성 μ와 같은 수입니다. 가중치가 2^20개인 가우시안 행렬은 5.01, 2^24개이면 5.52입니다.</translation>
    </message>
    <message>
        <source>Crest factor above Gaussian</source>
        <translation>가우시안 초과 파고율</translation>
    </message>
    <message>
        <source>L∞/σ − E</source>
        <translation>L∞/σ − E</translation>
    </message>
    <message>
        <source>max |w| / sqrt(mean w^2) - E of the same for N Gaussian weights</source>
        <translation>max |w| / sqrt(mean w^2) - E (E: 가우시안 가중치 N개에 대한 같은 값의 기댓값)</translation>
    </message>
    <message>
        <source>The crest factor freed from the size of the matrix: 0 for Gaussian weights of any number; a Laplace matrix of 2^20 weights has 5.20.</source>
        <translation>행렬 크기의 영향을 제거한 파고율입니다. 가우시안 가중치는 개수와 관계없이 0이고, 가중치가 2^20개인 라플라스 행렬은 5.20입니다.</translation>
    </message>
    <message>
        <source>Moments</source>
        <translation>모멘트</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>sum w / N</source>
        <translation>sum w / N</translation>
    </message>
    <message>
        <source>Average weight.</source>
        <translation>가중치의 평균입니다.</translation>
    </message>
    <message>
        <source>Variance</source>
        <translation>분산</translation>
    </message>
    <message>
        <source>sum (w - mean)^2 / N</source>
        <translation>sum (w - mean)^2 / N</translation>
    </message>
    <message>
        <source>Population variance, centred. Not exactly invariant: the mean may move.</source>
        <translation>중심화한 모분산입니다. 평균이 움직일 수 있으므로 정확한 불변량은 아닙니다.</translation>
    </message>
    <message>
        <source>Skewness</source>
        <translation>왜도</translation>
    </message>
    <message>
        <source>sqrt(N) sum (w - mean)^3 / (sum (w - mean)^2)^(3/2)</source>
        <translation>sqrt(N) sum (w - mean)^3 / (sum (w - mean)^2)^(3/2)</translation>
    </message>
    <message>
        <source>Lopsidedness: 0 for every symmetric distribution, 2 for the exponential one. Its standard error for Gaussian weights is sqrt(6 / N).</source>
        <translation>비대칭의 정도입니다. 대칭 분포는 모두 0, 지수 분포는 2입니다. 가우시안 가중치에서 표준오차는 sqrt(6 / N)입니다.</translation>
    </message>
    <message>
        <source>N sum (w - mean)^4 / (sum (w - mean)^2)^2</source>
        <translation>N sum (w - mean)^4 / (sum (w - mean)^2)^2</translation>
    </message>
    <message>
        <source>Weight of the tails: uniform 1.8, Gaussian 3, Laplace 6. A randomized Hadamard transform brings it to 3 - 2k/n on average. Heavy tails can also mean that the axes are privileged ones, not wrong ones.</source>
        <translation>꼬리의 무게입니다. 균등 1.8, 가우시안 3, 라플라스 6입니다. 무작위 하다마드 변환은 이를 평균적으로 3 - 2k/n으로 만듭니다. 무거운 꼬리는 축이 잘못되었다는 뜻이 아니라 특별한 축이라는 뜻일 수도 있습니다.</translation>
    </message>
    <message>
        <source>Excess kurtosis</source>
        <translation>초과 첨도</translation>
    </message>
    <message>
        <source>Kurtosis − 3</source>
        <translation>첨도 − 3</translation>
    </message>
    <message>
        <source>kurtosis - 3</source>
        <translation>첨도 - 3</translation>
    </message>
    <message>
        <source>Kurtosis above the Gaussian's: uniform -1.2, Gaussian 0, Laplace 3, t with 5 degrees of freedom 6. Its standard error for Gaussian weights is sqrt(24 / N).</source>
        <translation>가우시안을 넘는 첨도입니다. 균등 -1.2, 가우시안 0, 라플라스 3, 자유도 5의 t 6입니다. 가우시안 가중치에서 표준오차는 sqrt(24 / N)입니다.</translation>
    </message>
    <message>
        <source>Tails</source>
        <translation>꼬리</translation>
    </message>
    <message>
        <source>Share beyond 3σ (OS2)</source>
        <translation>3σ 초과 비율(OS2)</translation>
    </message>
    <message>
        <source>&gt; 3σ</source>
        <translation>&gt; 3σ</translation>
    </message>
    <message>
        <source>#(|w| &gt; 3 sigma) / N</source>
        <translation>#(|w| &gt; 3 sigma) / N</translation>
    </message>
    <message>
        <source>Gaussian 0.0027, Laplace 0.0144, uniform 0.</source>
        <translation>가우시안 0.0027, 라플라스 0.0144, 균등 0입니다.</translation>
    </message>
    <message>
        <source>Share beyond 6σ</source>
        <translation>6σ 초과 비율</translation>
    </message>
    <message>
        <source>&gt; 6σ</source>
        <translation>&gt; 6σ</translation>
    </message>
    <message>
        <source>#(|w| &gt; 6 sigma) / N</source>
        <translation>#(|w| &gt; 6 sigma) / N</translation>
    </message>
    <message>
        <source>What most papers call outliers. A Gaussian has 2e-9: in practice none.</source>
        <translation>대부분의 논문에서 아웃라이어라고 부르는 값입니다. 가우시안은 2e-9로, 실제로는 하나도 없습니다.</translation>
    </message>
    <message>
        <source>Tail index (Hill)</source>
        <translation>꼬리 지수(Hill)</translation>
    </message>
    <message>
        <source>Hill α</source>
        <translation>Hill α</translation>
    </message>
    <message>
        <source>k / sum ln(x_i / x_(k+1)) over the k largest |w|, k = max(10, round(N / 1000))</source>
        <translation>k / sum ln(x_i / x_(k+1)), 가장 큰 |w| k개에 대해, k = max(10, round(N / 1000))</translation>
    </message>
    <message>
        <source>Exponent of the tail P(|w| &gt; x) ~ x^-alpha with a standard error of alpha / sqrt(k). Of 10^6 weights with t tails of 3 degrees of freedom it reads 3.0, Laplace 8, Gaussian 13: one k proves nothing, look at the Hill plot.</source>
        <translation>꼬리 P(|W| &gt; x) ~ x^-alpha의 지수로, 표준오차는 alpha / sqrt(k)입니다. 가중치 10^6개에서 자유도 3의 t 꼬리는 3.0, 라플라스는 8, 가우시안은 13으로 나옵니다. k 하나로는 아무것도 증명되지 않으므로 Hill 그림을 보십시오.</translation>
    </message>
    <message>
        <source>Concentration</source>
        <translation>집중</translation>
    </message>
    <message>
        <source>Participation ratio</source>
        <translation>참여비</translation>
    </message>
    <message>
        <source>PR</source>
        <translation>PR</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>(sum w^2)^2 / sum w^4</source>
        <translation>(sum w^2)^2 / sum w^4</translation>
    </message>
    <message>
        <source>Number of weights that share the energy: N for equal magnitudes, N/3 for a Gaussian, 1 for a single spike. It is N / kurtosis (uncentred), so it is no independent evidence beside kurtosis.</source>
        <translation>에너지를 나누어 가진 가중치의 수입니다. 크기가 모두 같으면 N, 가우시안이면 N/3, 스파이크 하나면 1입니다. N / 첨도(비중심화)와 같으므로 첨도와 독립적인 증거가 아닙니다.</translation>
    </message>
    <message>
        <source>Participation ratio / N</source>
        <translation>참여비 / N</translation>
    </message>
    <message>
        <source>PR / N</source>
        <translation>PR / N</translation>
    </message>
    <message>
        <source>(sum w^2)^2 / (N sum w^4)</source>
        <translation>(sum w^2)^2 / (N sum w^4)</translation>
    </message>
    <message>
        <source>Share of the weights that share the energy: uniform 5/9, Gaussian 1/3, Laplace 1/6, t with 5 degrees of freedom 1/9.</source>
        <translation>에너지를 나누어 가진 가중치의 비율입니다. 균등 5/9, 가우시안 1/3, 라플라스 1/6, 자유도 5의 t 1/9입니다.</translation>
    </message>
    <message>
        <source>Entropic effective count / N</source>
        <translation>엔트로피 유효 개수 / N</translation>
    </message>
    <message>
        <source>N eff / N</source>
        <translation>N eff / N</translation>
    </message>
    <message>
        <source>exp(-sum p ln p) / N, p = w^2 / sum w^2</source>
        <translation>exp(-sum p ln p) / N, p = w^2 / sum w^2</translation>
    </message>
    <message>
        <source>Share of the weights that share the energy, by its entropy. Uniform 0.649, Gaussian 0.482, Laplace 0.316, a single spike 1/N.</source>
        <translation>에너지를 나누어 가진 가중치의 비율을 엔트로피로 잰 것입니다. 균등 0.649, 가우시안 0.482, 라플라스 0.316, 스파이크 하나 1/N입니다.</translation>
    </message>
    <message>
        <source>Hoyer sparsity</source>
        <translation>Hoyer 희소도</translation>
    </message>
    <message>
        <source>Hoyer</source>
        <translation>Hoyer</translation>
    </message>
    <message>
        <source>(sqrt N - sum |w| / sqrt(sum w^2)) / (sqrt N - 1)</source>
        <translation>(sqrt N - sum |w| / sqrt(sum w^2)) / (sqrt N - 1)</translation>
    </message>
    <message>
        <source>0 where all magnitudes are equal, 1 for a single spike. Uniform 0.134, Gaussian 0.202, Laplace 0.293.</source>
        <translation>크기가 모두 같으면 0, 스파이크 하나면 1입니다. 균등 0.134, 가우시안 0.202, 라플라스 0.293입니다.</translation>
    </message>
    <message>
        <source>Gini index of |w|</source>
        <translation>|w|의 지니 지수</translation>
    </message>
    <message>
        <source>Gini |w|</source>
        <translation>지니 |w|</translation>
    </message>
    <message>
        <source>sum (2i - N - 1) a_(i) / (N sum a), a = |w| ascending</source>
        <translation>sum (2i - N - 1) a_(i) / (N sum a), a = |w| 오름차순</translation>
    </message>
    <message>
        <source>Inequality of the magnitudes: 0 where all are equal, 1 - 1/N for a single spike. Uniform 1/3, Gaussian 0.414, Laplace 0.5.</source>
        <translation>크기의 불평등도입니다. 모두 같으면 0, 스파이크 하나면 1 - 1/N입니다. 균등 1/3, 가우시안 0.414, 라플라스 0.5입니다.</translation>
    </message>
    <message>
        <source>Gini index of w²</source>
        <translation>w²의 지니 지수</translation>
    </message>
    <message>
        <source>Gini w²</source>
        <translation>지니 w²</translation>
    </message>
    <message>
        <source>sum (2i - N - 1) a_(i) / (N sum a), a = w^2 ascending</source>
        <translation>sum (2i - N - 1) a_(i) / (N sum a), a = w^2 오름차순</translation>
    </message>
    <message>
        <source>Inequality of the energies. Uniform 0.5, Gaussian 0.637, Laplace 0.75.</source>
        <translation>에너지의 불평등도입니다. 균등 0.5, 가우시안 0.637, 라플라스 0.75입니다.</translation>
    </message>
    <message>
        <source>Energy in the top 0.1 %</source>
        <translation>상위 0.1%의 에너지</translation>
    </message>
    <message>
        <source>Top 0.1 %</source>
        <translation>상위 0.1%</translation>
    </message>
    <message>
        <source>sum of the k largest w^2 / sum w^2, k = max(1, round(0.001 N))</source>
        <translation>가장 큰 w^2 k개의 합 / sum w^2, k = max(1, round(0.001 N))</translation>
    </message>
    <message>
        <source>Concentration: 1 means that these weights are everything. Gaussian 0.0127.</source>
        <translation>집중도입니다. 1이면 이 가중치들이 전부라는 뜻입니다. 가우시안 0.0127입니다.</translation>
    </message>
    <message>
        <source>Energy in the top 1 %</source>
        <translation>상위 1%의 에너지</translation>
    </message>
    <message>
        <source>Top 1 %</source>
        <translation>상위 1%</translation>
    </message>
    <message>
        <source>sum of the k largest w^2 / sum w^2, k = max(1, round(0.01 N))</source>
        <translation>가장 큰 w^2 k개의 합 / sum w^2, k = max(1, round(0.01 N))</translation>
    </message>
    <message>
        <source>Concentration: 1 means that these weights are everything. Gaussian 0.0845, Laplace 0.162, uniform 0.0297.</source>
        <translation>집중도입니다. 1이면 이 가중치들이 전부라는 뜻입니다. 가우시안 0.0845, 라플라스 0.162, 균등 0.0297입니다.</translation>
    </message>
    <message>
        <source>Energy in the top 10 %</source>
        <translation>상위 10%의 에너지</translation>
    </message>
    <message>
        <source>Top 10 %</source>
        <translation>상위 10%</translation>
    </message>
    <message>
        <source>sum of the k largest w^2 / sum w^2, k = max(1, round(0.1 N))</source>
        <translation>가장 큰 w^2 k개의 합 / sum w^2, k = max(1, round(0.1 N))</translation>
    </message>
    <message>
        <source>Concentration: 1 means that these weights are everything. Gaussian 0.439, Laplace 0.595, uniform 0.271.</source>
        <translation>집중도입니다. 1이면 이 가중치들이 전부라는 뜻입니다. 가우시안 0.439, 라플라스 0.595, 균등 0.271입니다.</translation>
    </message>
    <message>
        <source>Coding gain of columns</source>
        <translation>열의 부호화 이득</translation>
    </message>
    <message>
        <source>Columns dB</source>
        <translation>열 dB</translation>
    </message>
    <message>
        <source>dB</source>
        <translation>dB</translation>
    </message>
    <message>
        <source>10 log10 of arithmetic over geometric mean of the mean w^2 of the columns</source>
        <translation>10 log10(열별 평균 w^2의 산술평균 / 기하평균)</translation>
    </message>
    <message>
        <source>Rate that columns of unequal energy save at high rate, if each has its own step; undefined if one is all zero. A fitted basis finds gain in pure noise: a square Gaussian matrix in its own PCA basis reads 4.343 dB, one of 4:1 0.595 dB.</source>
        <translation>열마다 고유한 스텝을 쓸 때, 에너지가 고르지 않은 열이 높은 레이트에서 절약하는 레이트입니다. 모두 0인 열이 있으면 정의되지 않습니다. 맞춘 기저는 순수한 잡음에서도 이득을 찾아냅니다. 자신의 PCA 기저에서 정사각 가우시안 행렬은 4.343 dB, 4:1 행렬은 0.595 dB로 나옵니다.</translation>
    </message>
    <message>
        <source>Columns bits</source>
        <translation>열 비트</translation>
    </message>
    <message>
        <source>bits/weight</source>
        <translation>비트/가중치</translation>
    </message>
    <message>
        <source>1/2 log2 of arithmetic over geometric mean of the mean w^2 of the columns</source>
        <translation>1/2 log2(열별 평균 w^2의 산술평균 / 기하평균)</translation>
    </message>
    <message>
        <source>Rate that columns of unequal energy save at high rate, if each has its own step; undefined if one is all zero. A fitted basis finds gain in pure noise: a square Gaussian matrix in its own PCA basis reads 0.721 bits, one of 4:1 0.099 bits.</source>
        <translation>열마다 고유한 스텝을 쓸 때, 에너지가 고르지 않은 열이 높은 레이트에서 절약하는 레이트입니다. 모두 0인 열이 있으면 정의되지 않습니다. 맞춘 기저는 순수한 잡음에서도 이득을 찾아냅니다. 자신의 PCA 기저에서 정사각 가우시안 행렬은 0.721비트, 4:1 행렬은 0.099비트로 나옵니다.</translation>
    </message>
    <message>
        <source>Coding gain of rows</source>
        <translation>행의 부호화 이득</translation>
    </message>
    <message>
        <source>Rows dB</source>
        <translation>행 dB</translation>
    </message>
    <message>
        <source>10 log10 of arithmetic over geometric mean of the mean w^2 of the rows</source>
        <translation>10 log10(행별 평균 w^2의 산술평균 / 기하평균)</translation>
    </message>
    <message>
        <source>Rate that rows of unequal energy save at high rate, if each has its own step; undefined if one is all zero. A fitted basis finds gain in pure noise: a square Gaussian matrix in its own PCA basis reads 4.343 dB, one of 4:1 0.595 dB.</source>
        <translation>행마다 고유한 스텝을 쓸 때, 에너지가 고르지 않은 행이 높은 레이트에서 절약하는 레이트입니다. 모두 0인 행이 있으면 정의되지 않습니다. 맞춘 기저는 순수한 잡음에서도 이득을 찾아냅니다. 자신의 PCA 기저에서 정사각 가우시안 행렬은 4.343 dB, 4:1 행렬은 0.595 dB로 나옵니다.</translation>
    </message>
    <message>
        <source>Rows bits</source>
        <translation>행 비트</translation>
    </message>
    <message>
        <source>1/2 log2 of arithmetic over geometric mean of the mean w^2 of the rows</source>
        <translation>1/2 log2(행별 평균 w^2의 산술평균 / 기하평균)</translation>
    </message>
    <message>
        <source>Rate that rows of unequal energy save at high rate, if each has its own step; undefined if one is all zero. A fitted basis finds gain in pure noise: a square Gaussian matrix in its own PCA basis reads 0.721 bits, one of 4:1 0.099 bits.</source>
        <translation>행마다 고유한 스텝을 쓸 때, 에너지가 고르지 않은 행이 높은 레이트에서 절약하는 레이트입니다. 모두 0인 행이 있으면 정의되지 않습니다. 맞춘 기저는 순수한 잡음에서도 이득을 찾아냅니다. 자신의 PCA 기저에서 정사각 가우시안 행렬은 0.721비트, 4:1 행렬은 0.099비트로 나옵니다.</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>엔트로피</translation>
    </message>
    <message>
        <source>Entropy at a step of σ/4</source>
        <translation>스텝 σ/4에서의 엔트로피</translation>
    </message>
    <message>
        <source>H at σ/4</source>
        <translation>H (σ/4)</translation>
    </message>
    <message>
        <source>H(round(4 w / rms)) + (K - 1) / (2 N ln 2), K symbols seen</source>
        <translation>H(round(4 w / rms)) + (K - 1) / (2 N ln 2), K: 나타난 심볼의 수</translation>
    </message>
    <message>
        <source>What an entropy coder pays at a fixed step, with Miller and Madow's correction. Gaussian 4.051, Laplace 3.949, uniform 3.87: at equal variance the Gaussian costs most, so that rotating raises it.</source>
        <translation>고정된 스텝에서 엔트로피 부호화기가 치르는 비용으로, Miller–Madow 보정을 했습니다. 가우시안 4.051, 라플라스 3.949, 균등 3.87입니다. 분산이 같을 때 가우시안이 가장 비싸므로 회전하면 값이 올라갑니다.</translation>
    </message>
    <message>
        <source>Differential entropy (histogram)</source>
        <translation>미분 엔트로피(히스토그램)</translation>
    </message>
    <message>
        <source>h histogram</source>
        <translation>h 히스토그램</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>비트</translation>
    </message>
    <message>
        <source>H(round(16 w / rms)) + log2(1/16), of w / rms</source>
        <translation>H(round(16 w / rms)) + log2(1/16), w / rms에 대해</translation>
    </message>
    <message>
        <source>Differential entropy at unit variance: Gaussian 2.047, t with 5 degrees of freedom 1.980, Laplace 1.943, uniform 1.81 (1.792 but for its edges).</source>
        <translation>단위 분산에서의 미분 엔트로피입니다. 가우시안 2.047, 자유도 5의 t 1.980, 라플라스 1.943, 균등 1.81(가장자리 효과가 없다면 1.792)입니다.</translation>
    </message>
    <message>
        <source>Differential entropy (Vasicek)</source>
        <translation>미분 엔트로피(Vasicek)</translation>
    </message>
    <message>
        <source>h Vasicek</source>
        <translation>h Vasicek</translation>
    </message>
    <message>
        <source>mean of log2(N (w_(i+m) - w_(i-m)) / (2 m rms)), m = round(sqrt N)</source>
        <translation>log2(N (w_(i+m) - w_(i-m)) / (2 m rms))의 평균, m = round(sqrt N)</translation>
    </message>
    <message>
        <source>The same from the spacings of the sorted weights, without bins. Undefined where more than m weights are equal: weights of few values have no density.</source>
        <translation>같은 양을 구간 없이, 정렬한 가중치의 간격으로 구합니다. 같은 값의 가중치가 m개보다 많으면 정의되지 않습니다. 몇 가지 값만 갖는 가중치에는 밀도가 없습니다.</translation>
    </message>
    <message>
        <source>Negentropy</source>
        <translation>네겐트로피</translation>
    </message>
    <message>
        <source>J</source>
        <translation>J</translation>
    </message>
    <message>
        <source>1/2 log2(2 pi e) - h (Vasicek)</source>
        <translation>1/2 log2(2 pi e) - h (Vasicek)</translation>
    </message>
    <message>
        <source>What an entropy coder saves against Gaussian weights at the same step, and what a rotation loses: Gaussian 0, Laplace 0.104, t with 5 degrees of freedom 0.068, uniform 0.255. Of few weights the estimate is a little off: read it against its null.</source>
        <translation>같은 스텝의 가우시안 가중치에 비해 엔트로피 부호화기가 절약하는 양이자, 회전하면 잃는 양입니다. 가우시안 0, 라플라스 0.104, 자유도 5의 t 0.068, 균등 0.255입니다. 가중치가 적으면 추정이 조금 벗어나므로 귀무 기준과 비교해 읽으십시오.</translation>
    </message>
    <message>
        <source>Distance to Gaussian (W₁ of the Q-Q plot)</source>
        <translation>가우시안까지의 거리(Q–Q의 W₁)</translation>
    </message>
    <message>
        <source>W₁ Gaussian</source>
        <translation>W₁ 가우시안</translation>
    </message>
    <message>
        <source>mean of |w_(i) / rms - Phi^-1((i - 1/2) / N)|</source>
        <translation>|w_(i) / rms - Phi^-1((i - 1/2) / N)|의 평균</translation>
    </message>
    <message>
        <source>How far the weights have to be moved, in units of σ, to be Gaussian: Laplace 0.145, uniform 0.154. Dependent weights have no honest p-value, so that none is given.</source>
        <translation>가중치를 가우시안으로 만들려면 σ 단위로 얼마나 옮겨야 하는지를 나타냅니다. 라플라스 0.145, 균등 0.154입니다. 서로 의존하는 가중치에는 올바른 p값이 없으므로 표시하지 않습니다.</translation>
    </message>
    <message>
        <source>Dimension</source>
        <translation>차원</translation>
    </message>
    <message>
        <source>Intrinsic dimension of the rows (TwoNN)</source>
        <translation>행의 내재 차원(TwoNN)</translation>
    </message>
    <message>
        <source>TwoNN dim.</source>
        <translation>TwoNN 차원</translation>
    </message>
    <message>
        <source>dimensions</source>
        <translation>차원</translation>
    </message>
    <message>
        <source>(N - 1) / sum ln(r2 / r1) over at most 2048 rows, r1 and r2 to the two nearest</source>
        <translation>(N - 1) / sum ln(r2 / r1), 최대 2048개 행에 대해, r1과 r2는 가장 가까운 두 행까지의 거리</translation>
    </message>
    <message>
        <source>Only values up to about 10 can be believed: 2048 rows of pure noise in 2048 dimensions read 274, in 256 dimensions 82. Read it against its null. Turning the columns alone does not move it.</source>
        <translation>10 정도까지의 값만 믿을 수 있습니다. 2048차원의 순수한 잡음 2048행은 274, 256차원에서는 82로 나옵니다. 귀무 기준과 비교해 읽으십시오. 열만 회전하면 이 값은 움직이지 않습니다.</translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation>스펙트럼</translation>
    </message>
    <message>
        <source>Effective rank (Roy-Vetterli)</source>
        <translation>유효 랭크(Roy–Vetterli)</translation>
    </message>
    <message>
        <source>Eff. rank</source>
        <translation>유효 랭크</translation>
    </message>
    <message>
        <source>exp(-sum p ln p), p = s_i / sum s</source>
        <translation>exp(-sum p ln p), p = s_i / sum s</translation>
    </message>
    <message>
        <source>Entropy of the singular values. A square Gaussian matrix has 0.805 n, a 4:1 one 0.966 n: high values are what noise looks like.</source>
        <translation>특잇값의 엔트로피입니다. 정사각 가우시안 행렬은 0.805 n, 4:1 행렬은 0.966 n입니다. 높은 값은 잡음의 모습입니다.</translation>
    </message>
    <message>
        <source>Entropy rank of the energies</source>
        <translation>에너지의 엔트로피 랭크</translation>
    </message>
    <message>
        <source>Entropy rank</source>
        <translation>엔트로피 랭크</translation>
    </message>
    <message>
        <source>exp(-sum p ln p), p = s_i^2 / sum s^2</source>
        <translation>exp(-sum p ln p), p = s_i^2 / sum s^2</translation>
    </message>
    <message>
        <source>Entropy of the energies, not of the singular values as in the effective rank: smaller. Noise of p x n has p exp(-p / 2n), a square matrix 0.607 p.</source>
        <translation>유효 랭크와 달리 특잇값이 아니라 에너지의 엔트로피이며, 값이 더 작습니다. p x n 잡음은 p exp(-p / 2n), 정사각 행렬은 0.607 p입니다.</translation>
    </message>
    <message>
        <source>Participation ratio of the spectrum</source>
        <translation>스펙트럼 참여비</translation>
    </message>
    <message>
        <source>Spectrum PR</source>
        <translation>스펙트럼 PR</translation>
    </message>
    <message>
        <source>(sum s^2)^2 / sum s^4</source>
        <translation>(sum s^2)^2 / sum s^4</translation>
    </message>
    <message>
        <source>Number of directions that share the energy. Noise of p x n has p / (1 + p/n): a square one of full rank reads half of its rank.</source>
        <translation>에너지를 나누어 가진 방향의 수입니다. p x n 잡음은 p / (1 + p/n)이므로, 랭크가 가득 찬 정사각 행렬에서도 랭크의 절반으로 나옵니다.</translation>
    </message>
    <message>
        <source>Stable rank</source>
        <translation>안정 랭크</translation>
    </message>
    <message>
        <source>sum s^2 / s_1^2</source>
        <translation>sum s^2 / s_1^2</translation>
    </message>
    <message>
        <source>Energy in units of the strongest direction's. Noise of p x n has p / (1 + sqrt(p/n))^2, a square matrix p / 4.</source>
        <translation>가장 강한 방향의 에너지를 단위로 잰 에너지입니다. p x n 잡음은 p / (1 + sqrt(p/n))^2, 정사각 행렬은 p / 4입니다.</translation>
    </message>
    <message>
        <source>Spectral norm</source>
        <translation>스펙트럼 노름</translation>
    </message>
    <message>
        <source>‖W‖ spectral</source>
        <translation>‖W‖ 스펙트럼</translation>
    </message>
    <message>
        <source>s_1, the largest singular value</source>
        <translation>s_1, 가장 큰 특잇값</translation>
    </message>
    <message>
        <source>The most that the matrix can stretch a vector. Noise of p x n and standard deviation sigma has sigma (sqrt n + sqrt p).</source>
        <translation>행렬이 벡터를 늘일 수 있는 최대 배율입니다. 표준편차 sigma의 p x n 잡음은 sigma (sqrt n + sqrt p)입니다.</translation>
    </message>
    <message>
        <source>Power-law exponent of the spectrum (WeightWatcher α)</source>
        <translation>스펙트럼의 거듭제곱 지수(WeightWatcher α)</translation>
    </message>
    <message>
        <source>WW α</source>
        <translation>WW α</translation>
    </message>
    <message>
        <source>1 + n / sum ln(x / xmin) over eigenvalues x &gt;= xmin of W^T W, xmin of least Kolmogorov distance</source>
        <translation>1 + n / sum ln(x / xmin), W^T W의 고윳값 x &gt;= xmin에 대해, xmin은 Kolmogorov 거리가 최소인 값</translation>
    </message>
    <message>
        <source>Heavy-tailed self-regularisation calls 2 to 6 well trained. Heavy-tailed entries alone read the same (independent t weights with 2.5 degrees of freedom 3.2), and Gaussian noise anything from 4 to 20 by where the tail is found to begin. Compare it with its shuffled null and that null's spread.</source>
        <translation>무거운 꼬리 자기 정칙화 이론에서는 2에서 6까지를 잘 학습된 것으로 봅니다. 그러나 성분의 꼬리가 무겁기만 해도 같은 값이 나오고(자유도 2.5의 독립 t 가중치 3.2), 가우시안 잡음은 꼬리의 시작을 어디로 잡느냐에 따라 4에서 20까지 나옵니다. 뒤섞은 귀무 기준 및 그 산포와 비교하십시오.</translation>
    </message>
    <message>
        <source>Noise level of the spectrum</source>
        <translation>스펙트럼의 잡음 수준</translation>
    </message>
    <message>
        <source>MP σ</source>
        <translation>MP σ</translation>
    </message>
    <message>
        <source>median singular value / (sqrt(larger side) times the median of the Marchenko-Pastur law)</source>
        <translation>특잇값의 중앙값 / (sqrt(긴 변) × Marchenko–Pastur 법칙의 중앙값)</translation>
    </message>
    <message>
        <source>Standard deviation of independent entries whose spectrum has this median: the rms for pure noise, less where the energy sits in a few directions.</source>
        <translation>스펙트럼의 중앙값이 이와 같은 독립 성분의 표준편차입니다. 순수한 잡음에서는 rms와 같고, 에너지가 몇몇 방향에 몰려 있으면 그보다 작습니다.</translation>
    </message>
    <message>
        <source>Spikes beyond the noise bulk</source>
        <translation>잡음 벌크를 벗어난 스파이크</translation>
    </message>
    <message>
        <source>MP spikes</source>
        <translation>MP 스파이크</translation>
    </message>
    <message>
        <source>number of singular values beyond the 99 % point (Tracy-Widom) of the largest one of noise</source>
        <translation>잡음의 최대 특잇값 분포의 99% 점(Tracy–Widom)을 넘는 특잇값의 수</translation>
    </message>
    <message>
        <source>Directions that noise of the estimated level does not make; pure noise has none in 99 of 100 matrices. A planted direction of strength theta shows from theta &gt; (p/n)^(1/4) on.</source>
        <translation>추정된 수준의 잡음으로는 생기지 않는 방향입니다. 순수한 잡음은 행렬 100개 중 99개에서 하나도 없습니다. 심어 놓은 세기 theta의 방향은 theta &gt; (p/n)^(1/4)부터 드러납니다.</translation>
    </message>
    <message>
        <source>Energy in the spikes</source>
        <translation>스파이크의 에너지</translation>
    </message>
    <message>
        <source>Spike energy</source>
        <translation>스파이크 에너지</translation>
    </message>
    <message>
        <source>sum of s^2 over the spikes / sum s^2</source>
        <translation>스파이크의 s^2 합 / sum s^2</translation>
    </message>
    <message>
        <source>Share of the energy in directions beyond the noise bulk.</source>
        <translation>잡음 벌크를 벗어난 방향이 차지하는 에너지의 비율입니다.</translation>
    </message>
    <message>
        <source>Distance of the bulk from Marchenko-Pastur</source>
        <translation>벌크와 Marchenko–Pastur의 거리</translation>
    </message>
    <message>
        <source>MP distance</source>
        <translation>MP 거리</translation>
    </message>
    <message>
        <source>largest difference of the distribution functions, spikes left out</source>
        <translation>스파이크를 제외한 분포 함수의 최대 차이</translation>
    </message>
    <message>
        <source>0 for a large noise matrix (about 1 over its smaller side), at most 1. Heavy tails of the entries and correlations both raise it: the shuffled null tells them apart.</source>
        <translation>큰 잡음 행렬에서는 0(대략 짧은 변의 역수)이고 최대 1입니다. 성분의 무거운 꼬리와 상관관계 모두 이 값을 높이며, 뒤섞은 귀무 기준이 둘을 구별해 줍니다.</translation>
    </message>
    <message>
        <source>Rank worth keeping (Gavish-Donoho)</source>
        <translation>남길 만한 랭크(Gavish–Donoho)</translation>
    </message>
    <message>
        <source>GD rank</source>
        <translation>GD 랭크</translation>
    </message>
    <message>
        <source>number of singular values above omega(p/n) times the median one; omega(1) = 2.858</source>
        <translation>중앙 특잇값의 omega(p/n)배를 넘는 특잇값의 수. omega(1) = 2.858</translation>
    </message>
    <message>
        <source>Singular values whose removal costs more than the noise they carry. omega is 2.858 for square matrices, 2.171 at 1:2, 1.837 at 1:4.</source>
        <translation>제거하면 잃는 것이 거기 실린 잡음보다 큰 특잇값의 수입니다. omega는 정사각 행렬에서 2.858, 1:2에서 2.171, 1:4에서 1.837입니다.</translation>
    </message>
    <message>
        <source>Gaussian noise</source>
        <translation>가우시안 잡음</translation>
    </message>
    <message>
        <source>N0: independent normal weights of the same shape and rms. What is left when nothing is learned.</source>
        <translation>N0: 형상과 rms가 같은 독립 정규 가중치입니다. 아무것도 학습되지 않았을 때 남는 것입니다.</translation>
    </message>
    <message>
        <source>Shuffled weights</source>
        <translation>뒤섞은 가중치</translation>
    </message>
    <message>
        <source>N2: the same weights in random places. Keeps the distribution, destroys rows, columns and spectrum.</source>
        <translation>N2: 같은 가중치를 무작위 위치에 놓습니다. 분포는 보존하고 행, 열, 스펙트럼은 파괴합니다.</translation>
    </message>
    <message>
        <source>Noise with the same row and column scales</source>
        <translation>행과 열의 스케일이 같은 잡음</translation>
    </message>
    <message>
        <source>N1: normal weights times the scales of rows and columns (Sinkhorn). Keeps unequal channels only.</source>
        <translation>N1: 정규 가중치에 행과 열의 스케일(Sinkhorn)을 곱합니다. 고르지 않은 채널만 보존합니다.</translation>
    </message>
    <message>
        <source>Same spectrum, random axes</source>
        <translation>같은 스펙트럼, 무작위 축</translation>
    </message>
    <message>
        <source>N3: the weights between two random rotations (Haar). Keeps the singular values, destroys the axes.</source>
        <translation>N3: 가중치를 두 무작위 회전(하르) 사이에 놓습니다. 특잇값은 보존하고 축은 파괴합니다.</translation>
    </message>
    <message>
        <source>Permuted rows and columns</source>
        <translation>순서를 바꾼 행과 열</translation>
    </message>
    <message>
        <source>N4: the same rows and columns in random order. Keeps everything but the order along the axes.</source>
        <translation>N4: 같은 행과 열을 무작위 순서로 놓습니다. 축 방향의 순서만 빼고 모두 보존합니다.</translation>
    </message>
    <message>
        <source>Quantiles against the Gaussian's (Q-Q)</source>
        <translation>가우시안 대비 분위수(Q–Q)</translation>
    </message>
    <message>
        <source>normal quantile</source>
        <translation>정규 분위수</translation>
    </message>
    <message>
        <source>w / σ</source>
        <translation>w / σ</translation>
    </message>
    <message>
        <source>Phi^-1((i - 1/2) / N) against w_(i) / rms: on the diagonal where the weights are Gaussian.</source>
        <translation>Phi^-1((i - 1/2) / N) 대 w_(i) / rms: 가중치가 가우시안인 곳에서는 대각선 위에 놓입니다.</translation>
    </message>
    <message>
        <source>Tail (survival function)</source>
        <translation>꼬리(생존 함수)</translation>
    </message>
    <message>
        <source>|w| / σ</source>
        <translation>|w| / σ</translation>
    </message>
    <message>
        <source>P(|W| &gt; t)</source>
        <translation>P(|W| &gt; t)</translation>
    </message>
    <message>
        <source>Share of the weights with a magnitude of at least t, down to one weight of N; the ten largest as points; and what Gaussian weights of the same rms read.</source>
        <translation>크기가 t 이상인 가중치의 비율을 N개 중 하나까지 보입니다. 가장 큰 열 개는 점으로 표시하고, rms가 같은 가우시안 가중치의 값도 함께 보입니다.</translation>
    </message>
    <message>
        <source>Hill plot</source>
        <translation>Hill 그림</translation>
    </message>
    <message>
        <source>largest weights k</source>
        <translation>가장 큰 가중치의 수 k</translation>
    </message>
    <message>
        <source>tail index α</source>
        <translation>꼬리 지수 α</translation>
    </message>
    <message>
        <source>Tail index from the k largest magnitudes, with its standard error alpha / sqrt(k), and what Gaussian weights read. A power law shows as a level stretch, not as one value.</source>
        <translation>가장 큰 크기 k개에서 구한 꼬리 지수와 그 표준오차 alpha / sqrt(k), 그리고 가우시안 가중치의 값입니다. 거듭제곱 법칙은 한 값이 아니라 평평한 구간으로 나타납니다.</translation>
    </message>
    <message>
        <source>Singular values</source>
        <translation>특잇값</translation>
    </message>
    <message>
        <source>index</source>
        <translation>순번</translation>
    </message>
    <message>
        <source>singular value</source>
        <translation>특잇값</translation>
    </message>
    <message>
        <source>Singular values by rank beside those of noise with the same median (Marchenko-Pastur), the edges of that bulk, and both densities over the singular value.</source>
        <translation>순위별 특잇값을 중앙값이 같은 잡음의 특잇값(Marchenko–Pastur)과 나란히 보이고, 그 벌크의 경계와 특잇값에 대한 두 밀도를 함께 보입니다.</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>행</translation>
    </message>
    <message>
        <source>row</source>
        <translation>행</translation>
    </message>
    <message>
        <source>rms, kurtosis, L∞/rms</source>
        <translation>rms, 첨도, L∞/rms</translation>
    </message>
    <message>
        <source>Root mean square, kurtosis and crest factor of every row (output channel).</source>
        <translation>각 행(출력 채널)의 제곱평균제곱근, 첨도, 파고율입니다.</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>열</translation>
    </message>
    <message>
        <source>column</source>
        <translation>열</translation>
    </message>
    <message>
        <source>Root mean square, kurtosis and crest factor of every column (input channel).</source>
        <translation>각 열(입력 채널)의 제곱평균제곱근, 첨도, 파고율입니다.</translation>
    </message>
    <message>
        <source>Blocks of 128</source>
        <translation>128개 블록</translation>
    </message>
    <message>
        <source>share of the blocks</source>
        <translation>블록의 비율</translation>
    </message>
    <message>
        <source>Root mean square, kurtosis and crest factor of 128 consecutive weights of a row (a quantizer's group), sorted: the value that a share of the blocks does not exceed.</source>
        <translation>한 행에서 연속한 가중치 128개(양자화기의 그룹)의 제곱평균제곱근, 첨도, 파고율을 정렬한 것으로, 해당 비율의 블록이 넘지 않는 값입니다.</translation>
    </message>
    <message>
        <source>Uniform (round to nearest)</source>
        <translation>균등(최근접 반올림)</translation>
    </message>
    <message>
        <source>Equal steps, one step size per tensor, row, column or group. What most integer formats do, and the one that outliers hurt most.</source>
        <translation>텐서, 행, 열 또는 그룹마다 스텝 크기가 하나인 같은 간격의 스텝입니다. 대부분의 정수 형식이 쓰는 방식이며, 아웃라이어에 가장 취약합니다.</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>비트</translation>
    </message>
    <message>
        <source>bits per symbol</source>
        <translation>심볼당 비트</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>그룹</translation>
    </message>
    <message>
        <source>weights that share a scale: 32, 64, 128, ... of a row, or row, column, tensor</source>
        <translation>스케일을 공유하는 가중치: 한 행의 32, 64, 128, ...개 또는 행, 열, 텐서</translation>
    </message>
    <message>
        <source>tensor</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>Scale format</source>
        <translation>스케일 형식</translation>
    </message>
    <message>
        <source>how a scale is stored: float16, float8 E4M3 times one float32, or a power of two</source>
        <translation>스케일의 저장 형식: float16, float8 E4M3과 공통 float32 하나의 곱, 또는 2의 거듭제곱</translation>
    </message>
    <message>
        <source>f16</source>
        <translation>f16</translation>
    </message>
    <message>
        <source>f8</source>
        <translation>f8</translation>
    </message>
    <message>
        <source>e8m0</source>
        <translation>e8m0</translation>
    </message>
    <message>
        <source>Clipping</source>
        <translation>클리핑</translation>
    </message>
    <message>
        <source>absmax: the largest weight sets the scale; mse: the scale of least squared error among 81</source>
        <translation>absmax: 가장 큰 가중치가 스케일을 정함. mse: 81개 중 제곱 오차가 최소인 스케일</translation>
    </message>
    <message>
        <source>absmax</source>
        <translation>absmax</translation>
    </message>
    <message>
        <source>mse</source>
        <translation>mse</translation>
    </message>
    <message>
        <source>Zero point</source>
        <translation>영점</translation>
    </message>
    <message>
        <source>symmetric about zero, or asymmetric with a zero point of as many bits as a symbol</source>
        <translation>0에 대해 대칭, 또는 심볼과 같은 비트 수의 영점을 갖는 비대칭</translation>
    </message>
    <message>
        <source>symmetric</source>
        <translation>대칭</translation>
    </message>
    <message>
        <source>asymmetric</source>
        <translation>비대칭</translation>
    </message>
    <message>
        <source>Entropy-coded uniform (ECSQ)</source>
        <translation>엔트로피 부호화 균등(ECSQ)</translation>
    </message>
    <message>
        <source>One step for the tensor and as many levels as it takes: outliers cost code length, not precision. For use with an entropy coder; bits are the entropy of the symbols.</source>
        <translation>텐서 전체에 스텝 하나, 레벨은 필요한 만큼 씁니다. 아웃라이어는 정밀도가 아니라 부호 길이를 비용으로 치릅니다. 엔트로피 부호화기와 함께 쓰며, 비트는 심볼의 엔트로피입니다.</translation>
    </message>
    <message>
        <source>entropy of the symbols in bits per weight</source>
        <translation>심볼의 엔트로피(가중치당 비트)</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>스텝</translation>
    </message>
    <message>
        <source>the step instead of the entropy, in units of the weights (of their rms in groups); 0 for none</source>
        <translation>엔트로피 대신 지정하는 스텝. 가중치 단위(그룹이 있으면 그 rms 단위)이며 0이면 지정하지 않음</translation>
    </message>
    <message>
        <source>Reconstruction</source>
        <translation>재구성</translation>
    </message>
    <message>
        <source>levels at the stored means of their cells, or in the middle</source>
        <translation>레벨을 저장된 셀 평균에 둘지 셀의 가운데에 둘지</translation>
    </message>
    <message>
        <source>centroid</source>
        <translation>중심값</translation>
    </message>
    <message>
        <source>midpoint</source>
        <translation>중점</translation>
    </message>
    <message>
        <source>Dead zone</source>
        <translation>데드존</translation>
    </message>
    <message>
        <source>what is added before the fraction is cut off, in steps: 0.5 rounds, less widens the cell of zero</source>
        <translation>소수부를 버리기 전에 더하는 값(스텝 단위): 0.5는 반올림, 더 작으면 0의 셀이 넓어짐</translation>
    </message>
    <message>
        <source>Entropy-coded uniform, optimised rounding (RDOQ)</source>
        <translation>엔트로피 부호화 균등, 최적 반올림(RDOQ)</translation>
    </message>
    <message>
        <source>As ecsq, but each weight takes the level of least error plus code length. Gains 0.05 dB on heavy tails at low rates, nothing on Gaussian weights at 2 bits or more.</source>
        <translation>ecsq와 같지만 각 가중치가 오차와 부호 길이의 합이 최소인 레벨을 택합니다. 낮은 레이트의 무거운 꼬리에서 0.05 dB를 얻고, 2비트 이상의 가우시안 가중치에서는 이득이 없습니다.</translation>
    </message>
    <message>
        <source>Lambda</source>
        <translation>람다</translation>
    </message>
    <message>
        <source>squared steps of error that a bit is worth; ln 2 / 6 = 0.1155 at high rates</source>
        <translation>비트 하나와 맞바꾸는 오차(스텝 제곱 단위). 높은 레이트에서는 ln 2 / 6 = 0.1155</translation>
    </message>
    <message>
        <source>Lloyd-Max</source>
        <translation>Lloyd–Max</translation>
    </message>
    <message>
        <source>The levels of least squared error for a fixed number of bits, designed on the weights or for a known density.</source>
        <translation>고정된 비트 수에서 제곱 오차가 최소인 레벨로, 가중치에 맞추거나 알려진 밀도에 맞추어 설계합니다.</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>스케일</translation>
    </message>
    <message>
        <source>what the weights of a group are divided by</source>
        <translation>그룹의 가중치를 나누는 값</translation>
    </message>
    <message>
        <source>rms</source>
        <translation>rms</translation>
    </message>
    <message>
        <source>Design</source>
        <translation>설계</translation>
    </message>
    <message>
        <source>levels designed on the weights, which are stored, or for a density, which are not</source>
        <translation>레벨을 가중치에 맞추어 설계(저장 필요)할지, 밀도에 맞추어 설계(저장 불필요)할지</translation>
    </message>
    <message>
        <source>data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>gaussian</source>
        <translation>가우시안</translation>
    </message>
    <message>
        <source>laplace</source>
        <translation>라플라스</translation>
    </message>
    <message>
        <source>NF4 (QLoRA)</source>
        <translation>NF4 (QLoRA)</translation>
    </message>
    <message>
        <source>Sixteen quantiles of the normal distribution, scaled to the largest weight of each block.</source>
        <translation>정규 분포의 분위수 열여섯 개를 각 블록의 가장 큰 가중치에 맞추어 스케일링합니다.</translation>
    </message>
    <message>
        <source>bits per symbol, which this format does not let one choose</source>
        <translation>심볼당 비트. 이 형식에서는 선택할 수 없음</translation>
    </message>
    <message>
        <source>how a block's scale is stored: float32 (0.5 bit a weight at 64), float16, or double quantization (0.127)</source>
        <translation>블록 스케일의 저장 형식: float32(블록 64에서 가중치당 0.5비트), float16, 또는 이중 양자화(0.127)</translation>
    </message>
    <message>
        <source>f32</source>
        <translation>f32</translation>
    </message>
    <message>
        <source>double</source>
        <translation>이중</translation>
    </message>
    <message>
        <source>FP4 (E2M1)</source>
        <translation>FP4 (E2M1)</translation>
    </message>
    <message>
        <source>Floats 0, 0.5, 1, 1.5, 2, 3, 4, 6 with sign, scaled to the largest weight of each block.</source>
        <translation>부호가 있는 부동소수점 0, 0.5, 1, 1.5, 2, 3, 4, 6을 각 블록의 가장 큰 가중치에 맞추어 스케일링합니다.</translation>
    </message>
    <message>
        <source>how a block's scale is stored</source>
        <translation>블록 스케일의 저장 형식</translation>
    </message>
    <message>
        <source>MXFP4 (OCP)</source>
        <translation>MXFP4 (OCP)</translation>
    </message>
    <message>
        <source>Blocks of 32 four-bit floats with a power of two as scale; the largest weight may be clipped.</source>
        <translation>4비트 부동소수점 32개의 블록에 2의 거듭제곱 스케일을 씁니다. 가장 큰 가중치가 클리핑될 수 있습니다.</translation>
    </message>
    <message>
        <source>NVFP4</source>
        <translation>NVFP4</translation>
    </message>
    <message>
        <source>Blocks of 16 four-bit floats with a float8 scale, relative to one float32 for the tensor. Better on heavy tails than on Gaussian weights.</source>
        <translation>4비트 부동소수점 16개의 블록에, 텐서의 float32 하나에 상대적인 float8 스케일을 씁니다. 가우시안 가중치보다 무거운 꼬리에서 더 좋습니다.</translation>
    </message>
    <message>
        <source>FP8</source>
        <translation>FP8</translation>
    </message>
    <message>
        <source>Eight-bit floats, scaled so that the largest weight becomes the largest number.</source>
        <translation>가장 큰 가중치가 표현 가능한 가장 큰 수가 되도록 스케일링한 8비트 부동소수점입니다.</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>bits of exponent and mantissa</source>
        <translation>지수부와 가수부의 비트</translation>
    </message>
    <message>
        <source>e4m3</source>
        <translation>e4m3</translation>
    </message>
    <message>
        <source>e5m2</source>
        <translation>e5m2</translation>
    </message>
    <message>
        <source>MXFP8 (OCP)</source>
        <translation>MXFP8 (OCP)</translation>
    </message>
    <message>
        <source>Blocks of 32 eight-bit floats with a power of two as scale.</source>
        <translation>8비트 부동소수점 32개의 블록에 2의 거듭제곱 스케일을 씁니다.</translation>
    </message>
    <message>
        <source>ggml q4_0</source>
        <translation>ggml q4_0</translation>
    </message>
    <message>
        <source>ggml's four-bit type: blocks of 32 with a float16 scale, 4.5 bits a weight.</source>
        <translation>ggml의 4비트 형식: float16 스케일을 쓰는 32개 블록, 가중치당 4.5비트입니다.</translation>
    </message>
    <message>
        <source>ggml q8_0</source>
        <translation>ggml q8_0</translation>
    </message>
    <message>
        <source>ggml's eight-bit type: blocks of 32 with a float16 scale, 8.5 bits a weight.</source>
        <translation>ggml의 8비트 형식: float16 스케일을 쓰는 32개 블록, 가중치당 8.5비트입니다.</translation>
    </message>
    <message>
        <source>ggml q4_K</source>
        <translation>ggml q4_K</translation>
    </message>
    <message>
        <source>ggml's four-bit k-quant: super-blocks of 256 with six-bit scales and offsets for each 32, 4.5 bits a weight. Without importance matrix.</source>
        <translation>ggml의 4비트 k-quant: 32개마다 6비트 스케일과 오프셋을 쓰는 256개 슈퍼블록, 가중치당 4.5비트입니다. 중요도 행렬은 쓰지 않습니다.</translation>
    </message>
    <message>
        <source>ggml q6_K</source>
        <translation>ggml q6_K</translation>
    </message>
    <message>
        <source>ggml's six-bit k-quant: super-blocks of 256 with eight-bit scales for each 16, 6.5625 bits a weight.</source>
        <translation>ggml의 6비트 k-quant: 16개마다 8비트 스케일을 쓰는 256개 슈퍼블록, 가중치당 6.5625비트입니다.</translation>
    </message>
    <message>
        <source>TurboQuant</source>
        <translation>TurboQuant</translation>
    </message>
    <message>
        <source>Rows over their rms with the best levels for a random direction: for rotated weights. With stages = 2, inner products are unbiased and the error is larger; slow (a Gaussian matrix of columns squared).</source>
        <translation>행을 그 rms로 나누고 무작위 방향에 최적인 레벨을 씁니다. 회전한 가중치용입니다. 단계 = 2이면 내적이 불편(unbiased)이지만 오차가 커지고 느립니다(열 수 제곱 크기의 가우시안 행렬).</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>1: levels alone; 2: one bit less, and signs of a projection of the rest</source>
        <translation>1: 레벨만. 2: 비트를 하나 줄이고 나머지의 사영의 부호를 추가</translation>
    </message>
    <message>
        <source>seed of the projection of two stages</source>
        <translation>두 단계일 때 사영의 시드</translation>
    </message>
    <message>
        <source>E8 lattice, entropy-coded</source>
        <translation>E8 격자, 엔트로피 부호화</translation>
    </message>
    <message>
        <source>Eight weights at a time on the densest lattice, one step for the tensor; 0.65 dB better than ecsq at high rates, worse at low ones. For use with an entropy coder.</source>
        <translation>가중치 여덟 개씩을 가장 조밀한 격자에 놓으며, 텐서 전체에 스텝 하나를 씁니다. 높은 레이트에서 ecsq보다 0.65 dB 좋고 낮은 레이트에서는 나쁩니다. 엔트로피 부호화기와 함께 씁니다.</translation>
    </message>
    <message>
        <source>the step instead of the entropy, in units of the weights; 0 for none</source>
        <translation>엔트로피 대신 지정하는 스텝(가중치 단위). 0이면 지정하지 않음</translation>
    </message>
    <message>
        <source>E8P (QuIP#)</source>
        <translation>E8P (QuIP#)</translation>
    </message>
    <message>
        <source>Eight weights at a time by 65536 points of the lattice E8, for rotated weights. A little worse than ecsq at the same 2 bits, but needs no entropy coder. Slow.</source>
        <translation>가중치 여덟 개씩을 격자 E8의 점 65536개로 나타냅니다. 회전한 가중치용입니다. 같은 2비트에서 ecsq보다 조금 나쁘지만 엔트로피 부호화기가 필요 없습니다. 느립니다.</translation>
    </message>
    <message>
        <source>bits per weight: a symbol of 16 bits for eight weights</source>
        <translation>가중치당 비트: 여덟 개에 16비트 심볼 하나</translation>
    </message>
    <message>
        <source>weights that share a scale: row or tensor</source>
        <translation>스케일을 공유하는 가중치: 행 또는 텐서</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>폭</translation>
    </message>
    <message>
        <source>rms of the weights in units of the codebook; 1.03 in QuIP#, best 1.04</source>
        <translation>코드북 단위로 나타낸 가중치의 rms. QuIP#에서는 1.03, 최적은 1.04</translation>
    </message>
    <message>
        <source>Trellis-coded (QTIP)</source>
        <translation>트렐리스 부호화(QTIP)</translation>
    </message>
    <message>
        <source>Each weight's level depends on the bits of the weights before it: near the rate-distortion function at a fixed rate, for rotated weights. Expensive: 2^states operations per weight.</source>
        <translation>각 가중치의 레벨이 앞선 가중치의 비트에 의존합니다. 고정 레이트에서 레이트–왜곡 함수에 가까우며, 회전한 가중치용입니다. 비용이 큽니다: 가중치당 2^상태 번의 연산이 듭니다.</translation>
    </message>
    <message>
        <source>bits per weight</source>
        <translation>가중치당 비트</translation>
    </message>
    <message>
        <source>States</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>bits of a state, L: the time doubles with each, and the error falls</source>
        <translation>상태의 비트 수 L: 하나 늘 때마다 시간이 두 배가 되고 오차는 줄어듦</translation>
    </message>
    <message>
        <source>GPTQ (uniform with error feedback)</source>
        <translation>GPTQ(오차 피드백 균등)</translation>
    </message>
    <message>
        <source>The levels of the uniform quantizer, chosen so that errors of the layer's output cancel: needs second moments of the inputs from a calibration file. Without them it is the uniform quantizer, bit for bit.</source>
        <translation>균등 양자화기의 레벨을, 레이어 출력의 오차가 상쇄되도록 고릅니다. 캘리브레이션 파일의 입력 2차 모멘트가 필요합니다. 없으면 비트 하나까지 균등 양자화기와 같습니다.</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>순서</translation>
    </message>
    <message>
        <source>which column is rounded first: natural: the first one, as GPTQ does; reversed: the last one, as LDLQ does; activation: that of most energy</source>
        <translation>먼저 반올림할 열. 자연순: GPTQ처럼 첫 열부터. 역순: LDLQ처럼 마지막 열부터. 활성값순: 에너지가 가장 큰 열부터</translation>
    </message>
    <message>
        <source>natural</source>
        <translation>자연순</translation>
    </message>
    <message>
        <source>reversed</source>
        <translation>역순</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>활성값순</translation>
    </message>
    <message>
        <source>Damping</source>
        <translation>감쇠</translation>
    </message>
    <message>
        <source>part of the mean energy of the inputs that is added to the energy of each before their moments are used</source>
        <translation>모멘트를 쓰기 전에 각 입력의 에너지에 더하는, 입력 평균 에너지의 비율</translation>
    </message>
    <message>
        <source>GPTQ, entropy-coded</source>
        <translation>GPTQ, 엔트로피 부호화</translation>
    </message>
    <message>
        <source>One step for the tensor, and rounding whose errors cancel in the layer's output: needs second moments of the inputs from a calibration file. Without them it rounds to nearest, as ECSQ with midpoints does.</source>
        <translation>텐서 전체에 스텝 하나를 쓰고, 레이어 출력에서 오차가 상쇄되도록 반올림합니다. 캘리브레이션 파일의 입력 2차 모멘트가 필요합니다. 없으면 중점을 쓰는 ECSQ처럼 최근접 값으로 반올림합니다.</translation>
    </message>
    <message>
        <source>the step instead of the entropy (of columns with steps of their own the geometric mean), in units of the weights; 0 for none</source>
        <translation>엔트로피 대신 지정하는 스텝(열마다 스텝이 다르면 그 기하평균, 가중치 단위). 0이면 지정하지 않음</translation>
    </message>
    <message>
        <source>WaterSIC (column steps, entropy-coded)</source>
        <translation>WaterSIC(열별 스텝, 엔트로피 부호화)</translation>
    </message>
    <message>
        <source>Rounding with feedback and a step for each column that follows the energy of its input: needs second moments of the inputs from a calibration file. Without them all steps are equal and it rounds to nearest.</source>
        <translation>피드백을 쓰는 반올림으로, 열마다 스텝이 그 입력의 에너지를 따릅니다. 캘리브레이션 파일의 입력 2차 모멘트가 필요합니다. 없으면 모든 스텝이 같고 최근접 값으로 반올림합니다.</translation>
    </message>
    <message>
        <source>Fixed length</source>
        <translation>고정 길이</translation>
    </message>
    <message>
        <source>As many bits for every symbol as the alphabet needs, rounded up: no entropy coding.</source>
        <translation>모든 심볼에 알파벳이 요구하는 비트 수를 올림하여 씁니다. 엔트로피 부호화는 하지 않습니다.</translation>
    </message>
    <message>
        <source>Huffman</source>
        <translation>허프만</translation>
    </message>
    <message>
        <source>Whole bits for every symbol, as few as its frequency allows, at least 1. Costs 0.03 to 0.1 bits per weight more than rANS, and far more below 1 bit.</source>
        <translation>모든 심볼에 정수 비트를, 빈도가 허용하는 한 적게(최소 1) 씁니다. rANS보다 가중치당 0.03~0.1비트 더 들고, 1비트 아래에서는 훨씬 더 듭니다.</translation>
    </message>
    <message>
        <source>rANS</source>
        <translation>rANS</translation>
    </message>
    <message>
        <source>Range asymmetric numeral systems: fractions of bits, within a thousandth of the entropy of the symbols and their tables.</source>
        <translation>범위 비대칭 수 체계(range ANS): 1비트보다 작은 단위까지 쓰며, 심볼과 그 표의 엔트로피에서 1000분의 1 이내입니다.</translation>
    </message>
    <message>
        <source>Contexts</source>
        <translation>컨텍스트</translation>
    </message>
    <message>
        <source>symbols that share a table: all, those of rows or columns of like variance, or those of a place of the vectors; auto takes what is expected to be smallest</source>
        <translation>표를 공유하는 심볼: 모두, 분산이 비슷한 행이나 열, 또는 벡터 안의 같은 위치. 자동은 가장 작을 것으로 예상되는 것을 택함</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>position</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>One strong harmonic and 19 weak ones</source>
        <translation>강한 고조파 하나와 약한 고조파 19개</translation>
    </message>
    <message>
        <source>Whole periods, amplitudes 1 and 0.01: forty Fourier coefficients say it all.</source>
        <translation>정수 주기, 진폭 1과 0.01: 푸리에 계수 40개면 충분합니다.</translation>
    </message>
    <message>
        <source>20 harmonics of uneven strength</source>
        <translation>세기가 고르지 않은 고조파 20개</translation>
    </message>
    <message>
        <source>Whole periods, amplitudes spread from 0.01 to 1: exact in Fourier coefficients and slow to learn for a network, which fits low frequencies first.</source>
        <translation>정수 주기, 진폭은 0.01에서 1까지: 푸리에 계수로는 정확하고, 낮은 주파수부터 맞추는 신경망은 느리게 배웁니다.</translation>
    </message>
    <message>
        <source>20 sines without whole periods</source>
        <translation>주기가 정수가 아닌 사인 20개</translation>
    </message>
    <message>
        <source>Amplitudes 1 and 0.01 at frequencies between the bins: the Fourier basis is out of line by a fraction of a bin, and needs many more coefficients.</source>
        <translation>빈 사이 주파수에 진폭 1과 0.01: 푸리에 기저가 빈의 일부만큼 어긋나 훨씬 많은 계수가 필요합니다.</translation>
    </message>
    <message>
        <source>20 harmonics from 40 to 200 periods</source>
        <translation>40~200 주기의 고조파 20개</translation>
    </message>
    <message>
        <source>Whole periods drawn from 40 to 200, amplitudes 1 and 0.01: as few Fourier coefficients as before, and a function that a network hardly begins to learn. Needs more than 400 points.</source>
        <translation>40에서 200 사이에서 뽑은 정수 주기, 진폭 1과 0.01: 푸리에 계수는 그대로 적지만 신경망은 거의 배우지 못하는 함수입니다. 400점보다 많아야 합니다.</translation>
    </message>
    <message>
        <source>Straight pieces with 12 kinks</source>
        <translation>꺾인 점이 12개인 직선 조각</translation>
    </message>
    <message>
        <source>What a network of rectifiers is made of; smooth waves need many terms at a kink.</source>
        <translation>정류기 신경망을 이루는 조각; 매끄러운 파동은 꺾인 곳에서 많은 항이 필요합니다.</translation>
    </message>
</context>
<context>
    <name>alidade::ResultsPage</name>
    <message>
        <source>Save results …</source>
        <translation>결과 저장 …</translation>
    </message>
    <message>
        <source>Keeps these results in a file</source>
        <translation>이 결과를 파일에 저장</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>다시 읽기</translation>
    </message>
    <message>
        <source>Reads the file once more: what still runs adds to it</source>
        <translation>파일을 다시 읽습니다. 아직 실행 중인 작업은 파일에 결과를 더합니다</translation>
    </message>
    <message>
        <source>Close the results</source>
        <translation>결과 닫기</translation>
    </message>
    <message>
        <source>Back to the model, or to the welcome page</source>
        <translation>모델 또는 시작 화면으로 돌아감</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>Which figure of the results is shown</source>
        <translation>결과의 어느 그림을 표시할지</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>저장되지 않음</translation>
    </message>
    <message>
        <source>model %1</source>
        <translation>모델 %1</translation>
    </message>
</context>
<context>
    <name>alidade::ResultsTableModel</name>
    <message>
        <source>not flagged</source>
        <translation>표시 없음</translation>
    </message>
    <message>
        <source>flagged: %1</source>
        <translation>표시됨: %1</translation>
    </message>
    <message>
        <source>flags</source>
        <translation>표시</translation>
    </message>
    <message>
        <source>Thresholds that the row goes beyond</source>
        <translation>행이 넘은 기준</translation>
    </message>
</context>
<context>
    <name>alidade::ResultsTables</name>
    <message>
        <source>The selected row in full</source>
        <translation>선택한 행의 전체 내용</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>표</translation>
    </message>
    <message>
        <source>Search the rows</source>
        <translation>행 검색</translation>
    </message>
    <message>
        <source>Select a row to read it in full.</source>
        <translation>행을 선택하면 전체 내용을 볼 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>alidade::ThresholdBar</name>
    <message>
        <source>Flag rows with</source>
        <translation>행 표시:</translation>
    </message>
    <message>
        <source>Column of the threshold</source>
        <translation>기준의 열</translation>
    </message>
    <message>
        <source>Above or below</source>
        <translation>초과 또는 미만</translation>
    </message>
    <message>
        <source>Value of the threshold</source>
        <translation>기준값</translation>
    </message>
    <message>
        <source>A number such as 10, 0.3 or 1e-3</source>
        <translation>10, 0.3, 1e-3 같은 수</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>표시</translation>
    </message>
    <message>
        <source>Flags every row whose number lies beyond the value</source>
        <translation>수가 기준값을 넘는 모든 행을 표시</translation>
    </message>
    <message>
        <source>only flagged</source>
        <translation>표시된 행만</translation>
    </message>
    <message>
        <source>Hides the rows that are not flagged</source>
        <translation>표시되지 않은 행을 숨김</translation>
    </message>
    <message>
        <source>%1 of %2 rows flagged</source>
        <translation>행 %2개 중 %1개 표시됨</translation>
    </message>
    <message>
        <source>Removes the threshold %1</source>
        <translation>기준 %1 제거</translation>
    </message>
    <message>
        <source>Remove the threshold %1</source>
        <translation>기준 %1 제거</translation>
    </message>
</context>
<context>
    <name>PagedDocument</name>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1을(를) 읽을 수 없습니다: %2</translation>
    </message>
    <message>
        <source>%1 is too long for pages.</source>
        <translation>%1은(는) 페이지로 만들기에 너무 깁니다.</translation>
    </message>
    <message>
        <source>%1 names a picture that cannot be read: %2</source>
        <translation>%1에 읽을 수 없는 그림이 있습니다: %2</translation>
    </message>
</context>
</TS>
