// SPDX-License-Identifier: GPL-3.0-or-later
// What the user is looking at: one tensor, some coordinate systems, bits, filter. Views ask here and change
// it here, and so follow one another without knowing of each other. Thread rule: GUI thread.
#pragma once

#include "core/rate_distortion/curve_comparison.h"
#include "widgets/bridge/coordinate_chip.h"
#include "widgets/bridge/view_state.h"

#include <QObject>

#include <map>
#include <optional>

namespace alidade {

/// The state of the view. Setters with the present value do nothing; every change is one signal.
class Selection : public QObject {
    Q_OBJECT

public:
    /// @param registries must outlive the selection
    explicit Selection(const Registries& registries, QObject* parent = nullptr);

    /// Name of the selected tensor; empty if none.
    [[nodiscard]] QString tensor() const { return m_tensor; }
    void setTensor(const QString& name);

    /// Which matrix is looked at where the tensor is a stack of them, counted from 0; nothing: all rows. It
    /// is kept from tensor to tensor, so that an expert can be followed through the blocks.
    [[nodiscard]] std::optional<quint64> matrix() const { return m_matrix; }
    void setMatrix(std::optional<quint64> matrix);

    /// File with second moments of the inputs that everything is measured with; empty: none.
    [[nodiscard]] QString calibration() const { return m_calibration; }
    /// Without one, chips that need it leave the bar and the quality of outputs is no choice.
    void setCalibration(const QString& path);

    /// A chip of every coordinate system; those that isAvailable() denies are never shown.
    [[nodiscard]] const QList<CoordinateChip>& chips() const { return m_chips; }
    /// Whether there are such axes: some need a calibration.
    [[nodiscard]] bool isAvailable(int chip) const;
    /// Whether an available chip is not in the bar yet.
    [[nodiscard]] bool canAddToBar() const;
    /// The chips in the coordinate bar, in its order. A chip that is not there is not visible.
    [[nodiscard]] const QList<int>& bar() const { return m_bar; }
    /// Puts a chip at the end of the bar and shows it.
    void addToBar(int chip);
    /// Takes a chip out of the bar, unless it is the only one.
    void removeFromBar(int chip);
    /// Position of the chip of this id, or -1.
    [[nodiscard]] int chipIndex(const QString& id) const;
    /// Position of the active chip, which is a visible one, or -1: none is singled out, as at the start, so
    /// that no bold curve covers another that coincides with it.
    [[nodiscard]] int activeChip() const;

    /// Showing a chip that is not in the bar puts it there.
    void setChipVisible(int chip, bool visible);
    void toggleChip(int chip);
    /// Makes the chip visible and the active one: drawn last and bold, its column marked. The active one:
    /// none again.
    void activateChip(int chip);
    /// Shows only this chip; all of the bar if it is the only one already.
    void soloChip(int chip);
    void showAllChips();
    /// New parameters of a coordinate system. @throws InvalidRequest naming parameter and range
    void setChipParameters(int chip, const Parameters& given);
    /// Gives every chip that has a parameter "seed" this one.
    void setSeed(qint64 seed);
    /// The seed of the first chip that has one; 0 if none has.
    [[nodiscard]] qint64 seed() const;
    [[nodiscard]] bool hasSeed() const;

    /// For the owner of the results: how far a chip is.
    void setChipState(int chip, ChipState state, double progress, const QString& message = {});

    /// Bit widths of the rate-distortion curve, ascending: what the quantizer offers; real numbers where its
    /// bits are real, one alone for a format that has one.
    [[nodiscard]] const QList<double>& bitChoices() const { return m_bitChoices; }
    /// The bit width that tables and sentences speak of: of bitChoices() the one nearest to what was set
    /// last, so that a visit to another quantizer does not change it.
    [[nodiscard]] double bits() const;
    /// Takes one of bitChoices(); others are left alone.
    void setBits(double bits);
    /// The quantizer of the curve, without "bits".
    [[nodiscard]] const ComponentRequest& quantizer() const { return m_quantizer; }
    /// Another quantizer, with the parameters it had last. @throws InvalidRequest if there is none of this id
    void setQuantizer(const std::string& id);
    /// New parameters of the quantizer. @throws InvalidRequest naming parameter and range
    void setQuantizerParameters(const Parameters& given);
    /// What may be set of the quantizer: its parameters but "bits", which every point of a curve sets for
    /// itself.
    [[nodiscard]] std::vector<ParameterSpec> quantizerParameters() const;

    /// The entropy coder whose bytes are measured, or nothing: estimates only.
    [[nodiscard]] const std::optional<ComponentRequest>& coder() const { return m_coder; }
    /// Another coder with the parameters it had last; empty: none, and then nothing counts coded bytes.
    /// @throws InvalidRequest if there is none of this id
    void setCoder(const std::string& id);
    /// New parameters of the coder, which there must be. @throws InvalidRequest naming parameter and range
    void setCoderParameters(const Parameters& given);

    /// What the rate-distortion plot and the comparisons of curves count as rate.
    [[nodiscard]] const RateCounting& rateCounting() const { return m_rateCounting; }
    /// Coded bytes are left alone while there is no coder.
    void setRateCount(RateCount count);
    /// Whether the rate charges the bits of the basis.
    [[nodiscard]] bool countsBasisBits() const { return m_rateCounting.basis; }
    void setCountsBasisBits(bool counts);
    /// Whether the quality of a curve is that of the layer's output in place of that of its weights.
    [[nodiscard]] bool showsOperatorQuality() const { return m_rateCounting.operatorQuality; }
    /// Left alone while there is no calibration.
    void setShowsOperatorQuality(bool shows);

    [[nodiscard]] QString depthMetric() const { return m_depthMetric; }
    void setDepthMetric(const QString& id);
    /// Role whose blocks the depth profile shows; empty: every matrix in file order.
    [[nodiscard]] QString depthRole() const { return m_depthRole; }
    void setDepthRole(const QString& role);

    /// Text of the layer filter; see layer_filter.h for its language.
    [[nodiscard]] QString filter() const { return m_filter; }
    void setFilter(const QString& text);

    /// All of this as a value; stamp of the model and plots are left empty, others know them.
    [[nodiscard]] ViewState state() const;
    /// Takes up a view: signals come when everything is set, and only for what is other than before. The calibration
    /// stays as it is (it has to be opened), and while it is missing so does what depends on it.
    /// @throws InvalidRequest and changes nothing if a component or a parameter is unknown or out of range
    void restore(const ViewState& state);
    /// Reads the labels of the chips again, after a change of language.
    void retranslate();

signals:
    void tensorChanged();
    void matrixChanged();
    /// Another calibration, or none.
    void calibrationChanged();
    /// Bar, visibility, active chip or parameters.
    void chipsChanged();
    void chipStateChanged(int chip);
    void bitsChanged();
    /// The quantizer or its parameters; bitChoices() may be others.
    void quantizerChanged();
    /// The coder or its parameters.
    void coderChanged();
    /// What counts as rate, the bits of the basis included, and as quality.
    void rateCountingChanged();
    void depthMetricChanged();
    void depthRoleChanged();
    void filterChanged();

private:
    void show(int chip);
    [[nodiscard]] QList<CoordinateChip> chipsOf(const ViewState& state) const;
    [[nodiscard]] QList<int> barOf(const ViewState& state) const;
    void takeQuantization(const ViewState& state);
    void announceSince(const ViewState& before);
    void takeQuantizer(const std::string& id);
    [[nodiscard]] bool valid(int chip) const { return chip >= 0 && chip < m_chips.size(); }

    const Registries& m_registries;
    QString m_tensor;
    std::optional<quint64> m_matrix;
    QString m_calibration;
    QList<CoordinateChip> m_chips;
    QList<int> m_bar;
    QString m_active;
    double m_bits = 4.0; ///< as set last
    QList<double> m_bitChoices;
    ComponentRequest m_quantizer;
    std::optional<ComponentRequest> m_coder;
    std::map<std::string, Parameters>
        m_lastParameters; ///< of the quantizers and coders that were chosen before
    RateCounting m_rateCounting;
    QString m_depthMetric;
    QString m_depthRole;
    QString m_filter;
};

} // namespace alidade
