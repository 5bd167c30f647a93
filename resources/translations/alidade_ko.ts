<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
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
        <translation>레이어 (%2개 중 %1개)</translation>
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
        <translation>
            <numerusform>%n개 행을 복사했습니다</numerusform>
        </translation>
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
        <translation>아다마르</translation>
    </message>
    <message>
        <source>Kurtosis</source>
        <translation>첨도</translation>
    </message>
</context>
</TS>
